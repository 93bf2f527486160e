import { useEffect, useRef, useState } from 'react';

interface ScrolledTextProps {
  as: 'code' | 'span';
  className: string;
  label: string; // of the region, where it is one
  text: string;
}

// A text longer than its box is scrolled, with the keyboard too.
export function ScrolledText({ as: Tag, className, label, text }: ScrolledTextProps) {
  const [scrolls, setScrolls] = useState(false);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const shown = box.current;
    if (!shown) return;
    const look = () => setScrolls(shown.scrollHeight > shown.clientHeight);
    const observer = new ResizeObserver(look);
    observer.observe(shown);
    look();
    return () => observer.disconnect();
  }, [text]);
  const reached = scrolls && { tabIndex: 0, role: 'region', 'aria-label': label };
  return (
    <Tag ref={box} className={className} {...reached}>
      {text}
    </Tag>
  );
}
