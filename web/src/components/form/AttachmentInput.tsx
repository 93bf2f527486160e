import { Button, Upload, message } from 'antd';
import { PaperClipOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useState } from 'react';
import { uploadAttachment } from '@/api/upload-attachment';
import { widgetOf } from '@/lib/form-schema';
import type { InputProps } from './FieldInput';
import { type Attachment, AttachmentList } from './AttachmentList';

// Files are stored as soon as they are chosen; the field keeps what the store answered.
export function AttachmentInput({ component, id, value, onChange }: InputProps) {
  const { t } = useTranslation('form');
  const [busy, setBusy] = useState(false);
  const [messages, holder] = message.useMessage();
  const files = Array.isArray(value) ? (value as Attachment[]) : [];
  const photo = widgetOf(component) === 'photo';

  async function add(chosen: File[]) {
    setBusy(true);
    try {
      const stored = await Promise.all(chosen.map((file) => uploadAttachment(file)));
      onChange([...files, ...stored]);
    } catch {
      void messages.error(t('attachment.failed'));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      {holder}
      <AttachmentList files={files} onRemove={(file) => onChange(files.filter((one) => one.id !== file.id))} />
      <Upload
        id={id}
        multiple
        accept={photo ? 'image/*' : undefined}
        showUploadList={false}
        beforeUpload={(file, batch) => {
          if (file === batch[0]) void add(batch);
          return false;
        }}
      >
        <Button icon={<PaperClipOutlined />} loading={busy}>
          {t(photo ? 'attachment.photo' : 'attachment.add')}
        </Button>
      </Upload>
    </>
  );
}
