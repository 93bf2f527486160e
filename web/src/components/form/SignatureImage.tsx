import { formatInstant } from '@/lib/time';
import { attachmentUrl } from '@/api/attachment-url';
import type { Signature } from './SignatureInput';

export function SignatureImage({ signature }: { signature: Signature }) {
  return (
    <figure className="jw-signature">
      <img src={attachmentUrl(signature.image)} alt={signature.name} />
      <figcaption>
        {signature.name}
        {signature.at && <span className="jw-soft"> {formatInstant(signature.at)}</span>}
      </figcaption>
    </figure>
  );
}
