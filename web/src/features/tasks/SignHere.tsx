import { EditOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '@/api/session-query';
import { uploadAttachment } from '@/api/upload-attachment';
import { SignatureImage } from '@/components/form/SignatureImage';
import { SignatureBoard, type Signature } from '@/components/form/SignatureInput';

interface SignHereProps {
  signature: Signature | null;
  onSignature: (signature: Signature | null) => void;
}

// What is signed stays in view: the board opens when it is asked for.
export function SignHere({ signature, onSignature }: SignHereProps) {
  const { t } = useTranslation('tasks');
  const { data: session } = useQuery(sessionQuery());
  const [open, setOpen] = useState(false);
  if (signature) {
    return (
      <span className="jw-signed">
        <SignatureImage signature={signature} />
        <Button size="small" onClick={() => onSignature(null)}>
          {t('form:signature.again')}
        </Button>
      </span>
    );
  }
  return (
    <>
      <Button icon={<EditOutlined />} onClick={() => setOpen(true)}>
        {t('sign')}
      </Button>
      <Modal open={open} title={t('sign')} footer={null} destroyOnHidden onCancel={() => setOpen(false)}>
        <SignatureBoard
          label={t('sign')}
          signer={session?.person.name ?? ''}
          onSigned={async (picture, name) => {
            const stored = await uploadAttachment(new File([picture], 'signature.png', { type: 'image/png' }));
            onSignature({ image: stored.id, name });
            setOpen(false);
          }}
        />
      </Modal>
    </>
  );
}
