import { type ReactNode, useEffect } from 'react';

interface PageHeadProps {
  title: string;
  before?: ReactNode;
  children?: ReactNode;
}

// The heading of a page; the tab of the browser is named alike.
export function PageHead({ title, before, children }: PageHeadProps) {
  useEffect(() => {
    document.title = title ? `${title} · 经纬` : '经纬';
  }, [title]);
  return (
    <div className="jw-page-head">
      {before}
      <h1>{title}</h1>
      <div className="jw-grow" />
      {children}
    </div>
  );
}
