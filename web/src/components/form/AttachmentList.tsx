import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Button, Image } from 'antd';
import { useTranslation } from 'react-i18next';
import { attachmentUrl } from '@/api/attachment-url';

export interface Attachment {
  id: string;
  name: string;
  size?: number;
  sha256?: string;
}

const pictures = /\.(png|jpe?g|gif|webp)$/i;

// Stored files: pictures as thumbnails that open, other files as links.
export function AttachmentList({ files, onRemove }: { files: Attachment[]; onRemove?: (file: Attachment) => void }) {
  const { t } = useTranslation('form');
  if (files.length === 0) return null;
  return (
    <ul className="jw-files">
      {files.map((file) => (
        <li key={file.id}>
          {pictures.test(file.name) ? (
            <Image src={attachmentUrl(file.id)} alt={file.name} height={40} width={54} />
          ) : (
            <PaperClipOutlined />
          )}
          <a href={attachmentUrl(file.id)} target="_blank" rel="noreferrer">
            {file.name}
          </a>
          {file.size !== undefined && <span className="jw-soft jw-small">{sizeText(file.size)}</span>}
          {onRemove && (
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('attachment.remove', { name: file.name })}
              onClick={() => onRemove(file)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
