import { useTranslation } from 'react-i18next';
import { formatInstant } from '@/lib/time';
import { attachmentUrl } from '@/api/attachment-url';
import type { Signature } from './SignatureInput';

export function SignatureImage({ signature }: { signature: Signature }) {
  const { t } = useTranslation('form');
  return (
    <figure className="jw-signature">
      <img src={attachmentUrl(signature.image)} alt={signature.name} />
      <figcaption>
        {signature.name}
        {signature.at && <span className="jw-soft"> {formatInstant(signature.at)}</span>}
        {signature.hash && (
          <div className="jw-soft jw-hash">
            {t('signature.hash')} <code title={signature.hash}>{signature.hash}</code>
          </div>
        )}
        {signature.changed && <div className="jw-overdue">{t('signature.changed')}</div>}
      </figcaption>
    </figure>
  );
}
