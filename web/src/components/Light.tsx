import { useTranslation } from 'react-i18next';

// The warning light of a task: how much of its time is used, as a colour with its word.
export function Light({ light }: { light: 'green' | 'yellow' | 'red' }) {
  const { t } = useTranslation();
  return (
    <span className={`jw-light ${light}`}>
      <span aria-hidden className="jw-lamp" />
      {t(`light.${light}`)}
    </span>
  );
}
