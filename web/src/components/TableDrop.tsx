import { InboxOutlined } from '@ant-design/icons';
import { Alert, Space, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tableText, type Unreadable, UnreadableTable } from '@/lib/table-text';

// Takes a workbook or a CSV file and gives its text as CSV; says why when it is neither.
export function TableDrop({ onTable }: { onTable: (csv: string) => void }) {
  const { t } = useTranslation();
  const [failed, setFailed] = useState<{ name: string; reason: Unreadable }>();
  const choose = async (file: File) => {
    setFailed(undefined);
    try {
      onTable(await tableText(file));
    } catch (error) {
      setFailed({ name: file.name, reason: error instanceof UnreadableTable ? error.reason : 'unreadable' });
    }
  };
  return (
    <Space orientation="vertical" className="jw-wide">
      <Upload.Dragger
        accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        showUploadList={false}
        beforeUpload={(file) => {
          void choose(file);
          return false;
        }}
      >
        <InboxOutlined /> {t('table.choose')}
      </Upload.Dragger>
      {failed && <Alert type="error" showIcon role="alert" title={t(`table.${failed.reason}`, { name: failed.name })} />}
    </Space>
  );
}
