import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { sessionQuery } from '@/api/session-query';
import { uploadAttachment } from '@/api/upload-attachment';
import type { Signature } from '@/components/form/SignatureInput';
import { pictureOf } from '@/lib/picture';

export interface Signing {
  signer: string;
  drawing: string | null; // a data address
  draw: (drawing: string | null) => void;
  isSigned: boolean;
  // What goes with the act; stored at the first call, so that the act sent again names the same file.
  give: () => Promise<Signature | undefined>;
}

// The signature of who decides: what is drawn is signed with the act itself.
export function useSigning(): Signing {
  const { data: session } = useQuery(sessionQuery());
  const [drawing, setDrawing] = useState<string | null>(null);
  const stored = useRef({ drawing: '', image: '' });
  const signer = session?.person.name ?? '';

  async function give() {
    if (!drawing) return undefined;
    if (stored.current.drawing !== drawing) {
      const { id } = await uploadAttachment(pictureOf(drawing, 'signature.png'));
      stored.current = { drawing, image: id };
    }
    return { image: stored.current.image, name: signer };
  }

  return { signer, drawing, draw: setDrawing, isSigned: drawing !== null, give };
}
