import { PrinterOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { papersUrl } from '@/api/paper-url';
import { useLanguage } from '@/lib/language';
import { printPage } from '@/lib/print-page';

const papersMax = 50;

interface Printable {
  instance: string;
  title: string;
}

interface PrintSelection {
  bar: ReactNode; // above the list
  boxOf?: (row: Printable) => ReactNode; // before a row, while somebody chooses
}

// Matters of a list that are printed together. What is chosen stays when the page of the list turns.
export function usePrintSelection(rows: Printable[]): PrintSelection {
  const { t } = useTranslation();
  const language = useLanguage();
  const [chosen, setChosen] = useState<string[] | null>(null);
  const here = [...new Set(rows.map((row) => row.instance))];
  if (chosen === null) {
    const bar = rows.length > 0 && (
      <div className="jw-print-bar">
        <Button type="text" size="small" icon={<PrinterOutlined />} onClick={() => setChosen([])}>
          {t('print.several')}
        </Button>
      </div>
    );
    return { bar };
  }
  const added = here.filter((one) => !chosen.includes(one));
  const isFull = chosen.length >= papersMax;
  const bar = (
    <div className="jw-print-bar choosing">
      <Checkbox
        checked={here.length > 0 && added.length === 0}
        indeterminate={added.length > 0 && added.length < here.length}
        onChange={(event) =>
          setChosen(event.target.checked ? [...chosen, ...added].slice(0, papersMax) : chosen.filter((one) => !here.includes(one)))
        }
      >
        {t('print.page')}
      </Checkbox>
      <span role="status">{isFull ? t('print.full', { count: papersMax }) : t('print.chosen', { count: chosen.length })}</span>
      <span className="jw-print-acts">
        <Button onClick={() => setChosen(null)}>{t('cancel')}</Button>
        <Button
          type="primary"
          icon={<PrinterOutlined />}
          disabled={chosen.length === 0}
          onClick={() => printPage(papersUrl(chosen, language === 'en' ? 'en' : 'zh'))}
        >
          {t('print.one')}
        </Button>
      </span>
    </div>
  );
  const boxOf = ({ instance, title }: Printable) => (
    <Checkbox
      aria-label={t('print.choose', { title })}
      checked={chosen.includes(instance)}
      disabled={isFull && !chosen.includes(instance)}
      onChange={(event) => setChosen(event.target.checked ? [...chosen, instance] : chosen.filter((one) => one !== instance))}
    />
  );
  return { bar, boxOf };
}
