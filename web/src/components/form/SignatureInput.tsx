import { Button, Input, Space } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uploadAttachment } from '@/api/upload-attachment';
import { pictureOf } from '@/lib/picture';
import { Refusal } from '../feedback/Refusal';
import type { InputProps } from './FieldInput';
import { SignatureCanvas } from './SignatureCanvas';
import { SignatureImage } from './SignatureImage';

export interface Signature {
  image: string;
  name: string;
  at?: string;
  hash?: string; // of the content that was signed
  changed?: boolean; // which says something else by now
}

// A field that is signed by hand on the screen; the picture is stored as an attachment.
export function SignatureInput({ value, label, aria, onChange }: InputProps) {
  const signature = value as Signature | null;
  const { t } = useTranslation('form');
  if (signature?.image) {
    return (
      <Space wrap>
        <SignatureImage signature={signature} />
        <Button size="small" onClick={() => onChange(null)}>
          {t('signature.again')}
        </Button>
      </Space>
    );
  }
  return (
    <SignatureBoard
      label={label}
      aria={aria}
      onSigned={async (picture, name) => {
        const stored = await uploadAttachment(picture);
        onChange({ image: stored.id, name });
      }}
    />
  );
}

interface BoardProps {
  label: string;
  aria?: React.AriaAttributes;
  onSigned: (picture: File, name: string) => Promise<void> | void;
}

// The board itself: the name of who signs, a canvas for mouse, pen or finger.
export function SignatureBoard({ label, aria, onSigned }: BoardProps) {
  const { t } = useTranslation('form');
  const canvas = useRef<{ clear: () => void }>(null);
  const [name, setName] = useState('');
  const [drawing, setDrawing] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);

  async function sign() {
    if (!drawing) return;
    setBusy(true);
    setFailed(null);
    try {
      await onSigned(pictureOf(drawing, 'signature.png'), name.trim());
    } catch (error) {
      setFailed(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="jw-sign">
      <Refusal error={failed} />
      <Input {...aria} value={name} maxLength={60} addonBefore={t('signature.name')} aria-label={t('signature.name')} onChange={(event) => setName(event.target.value)} />
      <SignatureCanvas ref={canvas} label={label} drawing={null} onDrawing={setDrawing} />
      <Space>
        <Button type="primary" loading={busy} disabled={!drawing || name.trim() === ''} onClick={() => void sign()}>
          {t('signature.sign')}
        </Button>
        <Button
          onClick={() => {
            canvas.current?.clear();
            setDrawing(null);
          }}
        >
          {t('signature.clear')}
        </Button>
        <span className="jw-soft jw-small">{t('signature.hint')}</span>
      </Space>
    </div>
  );
}
