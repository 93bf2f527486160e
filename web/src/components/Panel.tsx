import type { ReactNode } from 'react';

interface PanelProps {
  title?: ReactNode;
  extra?: ReactNode;
  flush?: boolean;
  children: ReactNode;
  id?: string;
}

// A framed part of a page with its heading.
export function Panel({ title, extra, flush, children, id }: PanelProps) {
  return (
    <section className="jw-panel" id={id}>
      {title && (
        <header>
          <h2>{title}</h2>
          {extra}
        </header>
      )}
      <div className={flush ? 'jw-flush' : 'jw-body'}>{children}</div>
    </section>
  );
}
