import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type SignaturePad from 'signature_pad';

interface CanvasProps {
  label: string;
  drawing: string | null; // where the canvas begins, a data address
  onDrawing: (drawing: string) => void; // after each stroke
  ref?: Ref<{ clear: () => void }>;
}

// Draws with mouse, pen or finger.
export function SignatureCanvas({ label, drawing, onDrawing, ref }: CanvasProps) {
  const { t } = useTranslation('form');
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const first = useRef(drawing);
  const told = useRef(onDrawing);
  useImperativeHandle(ref, () => ({ clear: () => pad.current?.clear() }));

  useEffect(() => {
    told.current = onDrawing;
  }, [onDrawing]);

  useEffect(() => {
    let gone = false;
    void import('signature_pad').then(({ default: Pad }) => {
      if (gone || !canvas.current) return;
      const ratio = window.devicePixelRatio || 1;
      canvas.current.width = canvas.current.offsetWidth * ratio;
      canvas.current.height = canvas.current.offsetHeight * ratio;
      canvas.current.getContext('2d')?.scale(ratio, ratio);
      const made = new Pad(canvas.current, { penColor: '#10222b', backgroundColor: '#ffffff' });
      made.addEventListener('endStroke', () => told.current(made.toDataURL('image/png')));
      if (first.current) void made.fromDataURL(first.current, { ratio });
      pad.current = made;
    });
    return () => {
      gone = true;
      pad.current?.off();
    };
  }, []);

  return <canvas ref={canvas} aria-label={`${label} ${t('signature.board')}`} role="img" />;
}
