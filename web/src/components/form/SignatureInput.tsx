import { Button, Input, Space } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type SignaturePad from 'signature_pad';
import { uploadAttachment } from '@/api/upload-attachment';
import { Refusal } from '../feedback/Refusal';
import type { InputProps } from './FieldInput';
import { SignatureImage } from './SignatureImage';

export interface Signature {
  image: string;
  name: string;
  at?: string;
  hash?: string; // of the content that was signed
}

// A field that is signed by hand on the screen; the picture is stored as an attachment.
export function SignatureInput({ value, label, onChange }: InputProps) {
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
      onSigned={async (picture, name) => {
        const stored = await uploadAttachment(new File([picture], 'signature.png', { type: 'image/png' }));
        onChange({ image: stored.id, name });
      }}
    />
  );
}

interface BoardProps {
  label: string;
  // Who signs for himself; without it the name is asked for.
  signer?: string;
  onSigned: (picture: Blob, name: string) => Promise<void> | void;
}

// The board itself: the name of who signs, a canvas for mouse, pen or finger.
export function SignatureBoard({ label, signer, onSigned }: BoardProps) {
  const { t } = useTranslation('form');
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const [name, setName] = useState(signer ?? '');
  const [drawn, setDrawn] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);

  useEffect(() => {
    let gone = false;
    void import('signature_pad').then(({ default: Pad }) => {
      if (gone || !canvas.current) return;
      const ratio = window.devicePixelRatio || 1;
      canvas.current.width = canvas.current.offsetWidth * ratio;
      canvas.current.height = canvas.current.offsetHeight * ratio;
      canvas.current.getContext('2d')?.scale(ratio, ratio);
      pad.current = new Pad(canvas.current, { penColor: '#10222b', backgroundColor: '#ffffff' });
      pad.current.addEventListener('endStroke', () => setDrawn(true));
    });
    return () => {
      gone = true;
      pad.current?.off();
    };
  }, []);

  async function sign() {
    setBusy(true);
    setFailed(null);
    try {
      const picture = await new Promise<Blob | null>((done) => canvas.current?.toBlob(done, 'image/png'));
      if (picture) await onSigned(picture, name.trim());
    } catch (error) {
      setFailed(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="jw-sign">
      <Refusal error={failed} />
      <Input
        value={name}
        readOnly={signer !== undefined}
        maxLength={60}
        addonBefore={t('signature.name')}
        aria-label={t('signature.name')}
        onChange={(event) => setName(event.target.value)}
      />
      <canvas ref={canvas} aria-label={`${label} ${t('signature.board')}`} role="img" />
      <Space>
        <Button type="primary" loading={busy} disabled={!drawn || name.trim() === ''} onClick={() => void sign()}>
          {t('signature.sign')}
        </Button>
        <Button
          onClick={() => {
            pad.current?.clear();
            setDrawn(false);
          }}
        >
          {t('signature.clear')}
        </Button>
        <span className="jw-soft jw-small">{t('signature.hint')}</span>
      </Space>
    </div>
  );
}
