import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Grid } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldState, type FieldStates, type FormComponent, isInput, keyOf, kindOf, labelOf, propertyOf, unitOf } from '@/lib/form-schema';
import { type Language, useLabel, useLanguage } from '@/lib/language';
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
  const onlyRead = readOnly || (fixed === true && !hasOpenField(columns, path, rows.length, states));
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
      {!asTable &&
        first.map((_, index) => (
          // Rows have no identity of their own; their place is what the server names in refusals.
          <ListRow key={index} number={index + 1} onRemove={fixed ? undefined : () => change(path, rows.filter((_row, place) => place !== index))}>
            <FormRows components={columns} prefix={`${path}.${index}.`} />
          </ListRow>
        ))}
      {rest}
      {rows.length > 0 && <Totals totals={totalsOf(columns, states[path]?.totals, language)} />}
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
}

// `onRemove` is left out where rows stay.
function ListRow({ number, onRemove, children }: { number: number; onRemove?: () => void; children: ReactNode }) {
  const { t } = useTranslation('form');
  return (
    <div className="jw-form-item">
      <span className="jw-form-number">{number}</span>
      <div className="jw-form-fields">{children}</div>
      {onRemove && <Button type="text" icon={<DeleteOutlined />} aria-label={t('list.remove', { number })} onClick={onRemove} />}
    </div>
  );
}

// A step may open columns of a list whose rows stand.
function hasOpenField(columns: FormComponent[], path: string, count: number, states: FieldStates): boolean {
  const isOpen = (inner: string) => states[inner]?.editable === true && states[inner].computed !== true;
  return columns.some((column) => Array.from({ length: count }, (_, place) => `${path}.${place}.${keyOf(column)}`).some(isOpen));
}

function totalsOf(columns: FormComponent[], sums: FieldState['totals'], language: Language): Total[] {
  return columns.flatMap((inner) => {
    const value = sums?.[keyOf(inner)];
    if (value === undefined) return [];
    const currency = propertyOf(inner, 'currency');
    const unit = unitOf(inner, language);
    return [{ field: keyOf(inner), label: labelOf(inner, language), kind: kindOf(inner), value, currency, unit }];
  });
}
