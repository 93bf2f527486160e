import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

const firstMax = 20;

// Of rows that are only to be read the first ones, until all are asked for by what `rest` shows. `total`: how many there
// are, also where not all came.
export function useFirstRows<Row>(rows: Row[], onlyRead: boolean, total = rows.length): { first: Row[]; rest: ReactNode } {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  if (!onlyRead || whole || rows.length <= firstMax) return { first: rows, rest: null };
  const rest = (
    <Button type="link" size="small" onClick={() => setWhole(true)}>
      {t('allRows', { count: total })}
    </Button>
  );
  return { first: rows.slice(0, firstMax), rest };
}
