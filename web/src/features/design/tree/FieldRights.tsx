import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { rightsOf, withRight } from './rights';
import type { FieldChoice } from './words';

const rights = ['read', 'edit', 'required', 'hide'] as const;

// What each field, and each column of a list, is here: read, edited, required or hidden.
export function FieldRights({ value, fields, onChange }: { value: string; fields: FieldChoice[]; onChange: (value: string) => void }) {
  const { t } = useTranslation('tree');
  const set = rightsOf(value);
  const known = fields.flatMap((field) => [field, ...(field.columns ?? []).map((column) => ({ id: `${field.id}.${column.id}`, title: `${field.title} › ${column.title}` }))]);
  const unknown = [...set.keys()].filter((each) => each !== '*' && !known.some((field) => field.id === each));
  const rows = [{ id: '*', title: t('otherFields') }, ...known, ...unknown.map((id) => ({ id, title: id }))];
  return (
    <table className="jw-tree-rights">
      <thead>
        <tr>
          <th scope="col">{t('formField')}</th>
          <th scope="col">{t('right')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((field) => (
          <tr key={field.id}>
            <th scope="row">{field.title}</th>
            <td>
              <Select
                aria-label={t('rightOf', { name: field.title })}
                allowClear
                placeholder={t(field.id === '*' ? 'notSet' : field.id.includes('.') ? 'asList' : 'asOthers')}
                value={set.get(field.id)}
                options={rights.map((each) => ({ value: each, label: t(`rights.${each}`) }))}
                onChange={(right?: string) => onChange(withRight(value, field.id, right))}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
