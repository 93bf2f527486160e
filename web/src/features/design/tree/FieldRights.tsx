import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { rightsOf, withRight } from './rights';
import type { FieldChoice } from './words';

const rights = ['read', 'edit', 'required', 'hide'];
// Of the rows of a list, less than all.
const rowRights = ['add', 'change', 'delete', 'add+change', 'add+delete', 'change+delete'];

// Nobody fills in what is computed or set by rules; what stands there already stays to be seen.
const rightsFor = ({ isReadOnly }: FieldChoice, set: string | undefined) => rights.filter((each) => !isReadOnly || each === 'read' || each === 'hide' || each === set);

interface RightsProps {
  value: string;
  fields: FieldChoice[];
  isStart?: boolean; // of the form that makes the record: a list is in it only when it is named
  onChange: (value: string) => void;
}

// What each field, and each column of a list, is here: read, edited, required or hidden; of the rows of a list also
// added, changed or deleted only.
export function FieldRights({ value, fields, isStart = false, onChange }: RightsProps) {
  const { t } = useTranslation('tree');
  const set = rightsOf(value);
  const all = fields.flatMap((field) => [field, ...(field.columns ?? []).map((column) => ({ ...column, id: `${field.id}.${column.id}`, title: `${field.title} › ${column.title}`, columns: undefined }))]);
  const unknown = [...set.keys()].filter((each) => each !== '*' && !all.some((field) => field.id === each));
  const known = all.filter((field) => !field.isNeverShown || set.has(field.id));
  const isAbsent = (field: FieldChoice) => isStart && field.columns !== undefined && !set.has(field.id);
  const usual = (field: FieldChoice) => (field.id === '*' ? 'notSet' : field.id.includes('.') ? 'asList' : isAbsent(field) ? 'notInForm' : 'asOthers');
  const rightsTo = (field: FieldChoice) => {
    const all = rightsFor(field, set.get(field.id));
    return field.columns ? [...all, ...rowRights.filter((each) => !isStart || each.includes('add'))] : all;
  };
  const nameOf = (right: string) => right.split('+').map((each) => t(`rights.${each}`)).join(t('rights.and'));
  const rows: FieldChoice[] = [{ id: '*', title: t('otherFields') }, ...known, ...unknown.map((id) => ({ id, title: id }))];
  return (
    <>
      {fields.filter(isAbsent).map((field) => (
        <p key={field.id} className="jw-soft">
          {t('hint.absentList', { name: field.title })}
        </p>
      ))}
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
                  placeholder={t(usual(field))}
                  value={set.get(field.id)}
                  options={rightsTo(field).map((each) => ({ value: each, label: nameOf(each) }))}
                  onChange={(right?: string) => onChange(withRight(value, field.id, right))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
