import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { attachmentUrl } from '@/api/attachment-url';
import { keepSignature } from '@/api/keep-signature';
import { ownSignatureQuery } from '@/api/own-signature-query';
import { sessionQuery } from '@/api/session-query';
import { uploadAttachment } from '@/api/upload-attachment';
import type { Signature } from '@/components/form/SignatureInput';
import { pictureOf } from '@/lib/picture';

export interface Signing {
  signer: string;
  drawing: string | null; // a data address
  draw: (drawing: string | null) => void;
  shown: string | null; // the address of what would be signed with now
  isSigned: boolean;
  isKept: boolean; // what would be signed with is the signature of the last time
  offersKept: boolean;
  again: () => void; // draws instead of what is there
  takeKept: () => void;
  keeps: boolean; // what is drawn is kept for the next time
  setKeeps: (keeps: boolean) => void;
  // What goes with the act; stored at the first call, so that the act sent again names the same file.
  give: () => Promise<Signature | undefined>;
  given: () => Promise<void>; // the act was taken
}

export interface SigningRule {
  isNeeded: boolean;
  isAnew: boolean; // the signature of the last time is not taken
}

// The signature of who decides: what is drawn is signed with the act itself; at most steps that of the last time is too.
export function useSigning({ isNeeded, isAnew }: SigningRule): Signing {
  const queries = useQueryClient();
  const { data: session } = useQuery(sessionQuery());
  const { data: kept } = useQuery({ ...ownSignatureQuery(), enabled: isNeeded && !isAnew });
  const [drawing, setDrawing] = useState<string | null>(null);
  const [draws, setDraws] = useState(false);
  const [keeps, setKeeps] = useState(true);
  const stored = useRef({ drawing: '', image: '' });
  const signer = session?.person.name ?? '';
  const keptImage = isAnew ? undefined : kept?.image;
  const isKept = !draws && drawing === null && keptImage !== undefined;

  async function give() {
    if (isKept) return { image: keptImage, name: signer };
    if (!drawing) return undefined;
    if (stored.current.drawing !== drawing) {
      const { id } = await uploadAttachment(pictureOf(drawing, 'signature.png'));
      stored.current = { drawing, image: id };
    }
    return { image: stored.current.image, name: signer };
  }

  async function given() {
    if (isKept || !drawing || !keeps) return;
    await keepSignature(stored.current.image);
    await queries.invalidateQueries({ queryKey: ownSignatureQuery().queryKey });
  }

  return {
    signer,
    drawing,
    draw: setDrawing,
    shown: isKept ? attachmentUrl(keptImage) : drawing,
    isSigned: isKept || drawing !== null,
    isKept,
    offersKept: keptImage !== undefined,
    again: () => {
      setDrawing(null);
      setDraws(true);
    },
    takeKept: () => {
      setDrawing(null);
      setDraws(false);
    },
    keeps,
    setKeeps,
    give,
    given,
  };
}
