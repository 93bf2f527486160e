import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { around, type Place } from './feel-text';

interface MarkedLineProps {
  title?: string;
  text: string;
  place: Place;
  onGo?: () => void; // to the place, where the text is edited
}

// The line of a text that a problem is about, with the character marked.
export function MarkedLine({ title, text, place, onGo }: MarkedLineProps) {
  const { t } = useTranslation('playground');
  const [before, at, after] = around(text, place);
  const where = t('place', { line: place.line, column: place.column });
  return (
    <div className="jw-marked-line">
      <span className="jw-soft jw-small">
        {title}{' '}
        {onGo ? (
          <Button type="link" size="small" onClick={onGo}>
            {where}
          </Button>
        ) : (
          where
        )}
      </span>
      <code>
        {before}
        <mark>{at}</mark>
        {after}
      </code>
    </div>
  );
}
