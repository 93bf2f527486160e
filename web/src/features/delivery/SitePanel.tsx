import { Form, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/components/Panel';
import type { Draft } from './draft';

// Where links in messages lead, and in which language messages are written.
export function SitePanel({ draft, onChange }: { draft: Draft; onChange: (change: Partial<Draft>) => void }) {
  const { t } = useTranslation('delivery');
  return (
    <Panel title={t('site.title')}>
      <Form layout="vertical" className="jw-narrow">
        <Form.Item label={t('site.address')} htmlFor="delivery-site" extra={t('site.hint')}>
          <Input id="delivery-site" maxLength={200} value={draft.site} onChange={(event) => onChange({ site: event.target.value })} />
        </Form.Item>
        <Form.Item label={t('site.language')}>
          <Segmented<'zh' | 'en'>
            value={draft.language}
            onChange={(language) => onChange({ language })}
            options={[
              { value: 'zh', label: '简体中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Form.Item>
      </Form>
    </Panel>
  );
}
