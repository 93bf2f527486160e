import type { ReactNode } from 'react';
import { Mark } from '../Mark';

// An empty place says why it is empty and offers the next act.
export function Nothing({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className="jw-nothing">
      <Mark size={34} />
      <p>{text}</p>
      {children}
    </div>
  );
}
