import { PrinterOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { printPage } from '@/lib/print-page';

interface PrintButtonProps {
  papers: Schemas['Ref'][];
  addressOf: (template?: string) => string;
}

// Prints by the usual template; where there are several, one is chosen.
export function PrintButton({ papers, addressOf }: PrintButtonProps) {
  const { t } = useTranslation();
  const text = useLabel();
  if (papers.length === 0)
    return (
      <Button icon={<PrinterOutlined />} onClick={() => printPage(addressOf())}>
        {t('print.one')}
      </Button>
    );
  const items = [...papers.map((paper) => ({ key: paper.id, label: text(paper.title) })), { key: 'standard', label: t('print.standard') }];
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => printPage(addressOf(key)) }}>
      <Button icon={<PrinterOutlined />}>{t('print.one')}</Button>
    </Dropdown>
  );
}
