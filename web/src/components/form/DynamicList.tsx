import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Grid } from 'antd';
import { useTranslation } from 'react-i18next';
import { type FormComponent, isInput, keyOf, kindOf, labelOf, propertyOf, unitOf } from '@/lib/form-schema';
import { useLabel, useLanguage } from '@/lib/language';
import { isEmpty, valueAt, type Values } from '@/lib/path';
import { lacksAt } from '../feedback/wrong-at';
import { type Total, Totals } from '../Totals';
import { useFirstRows } from '../useFirstRows';
import { FormRows, useFormModel } from './FormView';
import { RowsImport } from './RowsImport';
import { RowsTable } from './RowsTable';

// As many as the server takes.
const rowsMax = 200;

const isFilledIn = (column: FormComponent) => isInput(column) && !column.readonly && column.mode !== 'read' && column.type !== 'dynamiclist';

// What a new row begins with.
function defaultsOf(columns: FormComponent[]): Values {
  const given = columns.filter((column) => !isEmpty(column.defaultValue));
  return Object.fromEntries(given.map((column) => [keyOf(column), column.defaultValue]));
}

// A list whose rows are small forms of their own.
export function DynamicList({ component, path }: { component: FormComponent; path: string }) {
  const { ids, values, states, missing, readOnly, change } = useFormModel();
  const language = useLanguage();
  const text = useLabel();
  const { t } = useTranslation('form');
  const rows = (valueAt(values, path) as Values[] | undefined) ?? [];
  const columns = component.components ?? [];
  const fresh = defaultsOf(columns);
  const filled = rows.filter((row) => Object.entries(row).some(([key, value]) => !isEmpty(value) && value !== fresh[key]));
  const fixed = readOnly || states[path]?.editable === false || component.readonly;
  const onlyRead = fixed === true && !hasOpenField();
  const { first, rest } = useFirstRows(rows, onlyRead);
  const asTable = Grid.useBreakpoint().md && onlyRead && rows.length > 0 && columns.every((column) => isInput(column) && column.type !== 'dynamiclist');
  const problems = [
    ...missing.filter((one) => one.field === path).map((one) => text(one.how) || t('list.required')),
    ...(states[path]?.problems ?? []).map((problem) => text(problem.title)),
  ];

  return (
    <fieldset className="jw-form-group">
      <legend>{labelOf(component, language)}</legend>
      {rows.length === 0 && <p className="jw-soft">{t('list.empty')}</p>}
      {asTable && <RowsTable columns={columns} path={path} count={first.length} />}
      {!asTable && first.map((_, index) => (
        // Rows have no identity of their own; their place is what the server names in refusals.
        <div className="jw-form-item" key={index}>
          <span className="jw-form-number">{index + 1}</span>
          <div className="jw-form-fields">
            <FormRows components={columns} prefix={`${path}.${index}.`} />
          </div>
          {!fixed && (
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('list.remove', { number: index + 1 })}
              onClick={() => change(path, rows.filter((_row, place) => place !== index))}
            />
          )}
        </div>
      ))}
      {rest}
      <Totals totals={totals()} />
      {problems.length > 0 && (
        <div id={`${ids}-${path}-wrong`}>
          {[...new Set(problems)].map((problem) => (
            <p className="jw-form-problem" key={problem}>
              {problem}
            </p>
          ))}
        </div>
      )}
      {!fixed && (
        <>
          <Button {...lacksAt(`${ids}-${path}-wrong`, problems.length > 0)} type="dashed" block icon={<PlusOutlined />} onClick={() => change(path, [...rows, fresh])}>
            {t('list.add')}
          </Button>
          <RowsImport
            columns={columns.filter(isFilledIn)}
            room={rowsMax - filled.length}
            onRows={(found) => change(path, [...filled, ...found.map((row) => ({ ...fresh, ...row }))])}
          />
        </>
      )}
    </fieldset>
  );

  // A step may open columns of a list whose rows stand.
  function hasOpenField(): boolean {
    if (readOnly) return false;
    const isOpen = (inner: string) => states[inner]?.editable === true && states[inner].computed !== true;
    return rows.some((_, index) => columns.some((column) => isOpen(`${path}.${index}.${keyOf(column)}`)));
  }

  function totals(): Total[] {
    if (rows.length === 0) return [];
    return columns.flatMap((inner) => {
      const value = states[path]?.totals?.[keyOf(inner)];
      if (value === undefined) return [];
      const currency = propertyOf(inner, 'currency');
      const unit = unitOf(inner, language);
      return [{ field: keyOf(inner), label: labelOf(inner, language), kind: kindOf(inner), value, currency, unit }];
    });
  }
}
