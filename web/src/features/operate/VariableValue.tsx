import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

// A value longer than its box is scrolled, with the keyboard too.
export function VariableValue({ name, value }: { name: string; value: string }) {
  const { t } = useTranslation('operate');
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
  }, [value]);
  const reached = scrolls && { tabIndex: 0, role: 'region', 'aria-label': t('variables.valueOf', { name }) };
  return (
    <code ref={box} className="jw-engine-value" {...reached}>
      {value}
    </code>
  );
}
