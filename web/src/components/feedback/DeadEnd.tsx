import type { ReactNode } from 'react';
import { Mark } from '../Mark';

// Where one cannot go on: why, its code, and the way out. Plain, so that nothing has still to be loaded for it.
export function DeadEnd({ title, code, children }: { title: string; code?: string; children?: ReactNode }) {
  return (
    <div className="jw-nothing jw-failure" role="alert">
      <Mark size={44} />
      <h1>{title}</h1>
      {code && <code className="jw-code">{code}</code>}
      {children && <div>{children}</div>}
    </div>
  );
}
