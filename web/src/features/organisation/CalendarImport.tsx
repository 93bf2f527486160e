import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal, Space, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { importCalendar } from '@/api/import-calendar';
import { Refusal } from '@/components/feedback/Refusal';
import { TableDrop } from '@/components/TableDrop';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';

interface CalendarImportProps {
  year: number;
  site?: string;
  onClose: () => void;
}

// A year of holidays and shifted days from a table: what it says and which due dates it moves,
// then the import.
export function CalendarImport({ year, site, onClose }: CalendarImportProps) {
  const { t } = useTranslation('organisation');
  const queries = useQueryClient();
  const [csv, setCsv] = useState('');
  const preview = useMutation({ mutationFn: (file: string) => importCalendar(file, year, site, 'preview') });
  const apply = useMutation({
    mutationFn: () => importCalendar(csv, year, site, 'apply'),
    onSuccess: () => queries.invalidateQueries(),
  });
  const choose = (content: string) => {
    setCsv(content);
    apply.reset();
    preview.mutate(content);
  };
  const template = `\ufeffdate,name,kind\r\n${year}-01-01,元旦,off\r\n`;
  const found = apply.data ?? preview.data;
  return (
    <Modal open title={t('calendar.import', { year })} footer={null} width={680} onCancel={onClose}>
      <Space direction="vertical" className="jw-wide">
        <p>{t('calendar.importHint', { year })}</p>
        <Button href={`data:text/csv;charset=utf-8,${encodeURIComponent(template)}`} download={`calendar-${year}.csv`}>
          {t('import.template')}
        </Button>
        <TableDrop onTable={choose} />
        <Refusal error={apply.error ?? preview.error} />
        {found?.days && (
          <>
            <Alert
              type="success"
              showIcon
              title={t(apply.data ? 'calendar.done' : 'calendar.ready', {
                count: found.days.length,
                moved: found.moved.length,
                duties: found.moved_duties,
              })}
            />
            <DayTable days={found.days} />
            <MovedTable moved={found.moved} />
          </>
        )}
        {preview.data && !apply.data && (
          <Button type="primary" loading={apply.isPending} onClick={() => apply.mutate()}>
            {t('import.apply')}
          </Button>
        )}
      </Space>
    </Modal>
  );
}

function DayTable({ days }: { days: Schemas['CalendarDay'][] }) {
  const { t } = useTranslation('organisation');
  return (
    <Table
      size="small"
      rowKey="date"
      scroll={{ x: true }}
      pagination={{ pageSize: 10, hideOnSinglePage: true }}
      dataSource={days}
      columns={[
        { title: t('import.line'), dataIndex: 'line' },
        { title: t('calendar.date'), dataIndex: 'date' },
        { title: t('calendar.name'), dataIndex: 'name' },
        {
          title: t('calendar.what'),
          dataIndex: 'kind',
          render: (kind: string) => t(`calendar.kind.${kind === 'work' ? 'shifted' : kind}`),
        },
      ]}
    />
  );
}

function MovedTable({ moved }: { moved: Schemas['CalendarChange']['moved'] }) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  if (moved.length === 0) return null;
  return (
    <Table
      size="small"
      rowKey="task"
      scroll={{ x: true }}
      pagination={{ pageSize: 10, hideOnSinglePage: true }}
      dataSource={moved}
      columns={[
        { title: t('calendar.task'), dataIndex: 'title', render: text },
        { title: t('calendar.dueBefore'), dataIndex: 'from', render: formatInstant },
        { title: t('calendar.dueAfter'), dataIndex: 'to', render: formatInstant },
      ]}
    />
  );
}
