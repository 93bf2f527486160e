import { useTranslation } from 'react-i18next';
import { around, type Place } from './feel-text';

// The line of a text that a problem is about, with the character marked.
export function MarkedLine({ title, text, place }: { title?: string; text: string; place: Place }) {
  const { t } = useTranslation('playground');
  const [before, at, after] = around(text, place);
  return (
    <div className="jw-marked-line">
      <span className="jw-soft jw-small">
        {title} {t('place', { line: place.line, column: place.column })}
      </span>
      <code>
        {before}
        <mark>{at}</mark>
        {after}
      </code>
    </div>
  );
}
