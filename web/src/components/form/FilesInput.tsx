import { Alert, Button, Upload } from 'antd';
import { PaperClipOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { type AriaAttributes, useState } from 'react';
import { asProblem } from '@/api/problem';
import { attachmentBytesMax, uploadAttachment } from '@/api/upload-attachment';
import { useLabel } from '@/lib/language';
import { lacksAt } from '../feedback/wrong-at';
import { type Attachment, AttachmentList } from './AttachmentList';

interface FilesInputProps {
  id: string;
  files: Attachment[];
  pictures?: boolean;
  small?: boolean;
  aria?: AriaAttributes;
  onChange: (files: Attachment[]) => void;
}

// Files are stored as soon as they are chosen; the owner keeps what the store answered. Of several files each stands for
// itself: what cannot be stored is named with its reason.
export function FilesInput({ id, files, pictures = false, small = false, aria, onChange }: FilesInputProps) {
  const { t } = useTranslation('form');
  const label = useLabel();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string[]>([]);

  async function add(chosen: File[]) {
    setBusy(true);
    const reasons: string[] = [];
    const stored: Attachment[] = [];
    for (const file of chosen) {
      try {
        if (file.size > attachmentBytesMax) reasons.push(t('attachment.tooLarge', { name: file.name }));
        else stored.push(await uploadAttachment(file));
      } catch (error) {
        const why = label(asProblem(error).title) || t('common:problem.unreachable');
        reasons.push(t('attachment.failed', { name: file.name, why }));
      }
    }
    if (stored.length > 0) onChange([...files, ...stored]);
    setFailed(reasons);
    setBusy(false);
  }

  return (
    <>
      <AttachmentList files={files} onRemove={(file) => onChange(files.filter((one) => one.id !== file.id))} />
      <Upload
        id={id}
        multiple
        accept={pictures ? 'image/*' : undefined}
        showUploadList={false}
        beforeUpload={(file, batch) => {
          if (file === batch[0]) void add(batch);
          return false;
        }}
      >
        <Button {...lacksAt(aria?.['aria-describedby'], aria?.['aria-invalid'] === true)} icon={<PaperClipOutlined />} loading={busy} size={small ? 'small' : undefined}>
          {t(pictures ? 'attachment.photo' : 'attachment.add')}
        </Button>
      </Upload>
      {failed.map((reason) => (
        <Alert key={reason} type="error" role="alert" title={reason} className="jw-upload-failed" />
      ))}
    </>
  );
}
