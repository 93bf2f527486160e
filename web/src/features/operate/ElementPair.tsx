import { Form, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementCount } from '@/api/engine';
import { type FlowNode, nameOfNode, wordsOf } from './model';

export interface Pair {
  from?: string;
  to?: string;
}

interface ElementPairProps {
  id: string; // of the fields, before what each is for
  pair: Pair;
  nodes: FlowNode[];
  begin: FlowNode[]; // those of them that may begin
  counts: ElementCount[] | undefined; // undefined while they are read
  needs: 'both' | 'either';
  onChange: (pair: Pair) => void;
  children?: ReactNode; // more about what is left
}

// Where tokens leave, among the elements that are active, and where they begin.
export function ElementPair({ id, pair, nodes, begin, counts, needs, onChange, children }: ElementPairProps) {
  const { t } = useTranslation('operate');
  const active = (counts ?? []).filter((count) => count.active + count.incidents > 0);
  const isBoth = needs === 'both';
  const shared = { allowClear: !isBoth, showSearch: { optionFilterProp: 'label' } };
  return (
    <>
      <Form.Item label={t('modify.from')} htmlFor={`${id}-from`} required={isBoth} extra={isBoth && counts && active.length === 0 && t('modify.nowhere')}>
        <Select
          {...shared}
          id={`${id}-from`}
          placeholder={isBoth ? undefined : t('modify.noFrom')}
          value={pair.from}
          onChange={(from) => onChange({ ...pair, from })}
          options={active.map((count) => ({
            value: count.elementId,
            label: `${nameOfNode(nodes, count.elementId)} · ${wordsOf(count, t)}`,
          }))}
        />
      </Form.Item>
      {children}
      <Form.Item label={t('modify.to')} htmlFor={`${id}-to`} required={isBoth}>
        <Select
          {...shared}
          id={`${id}-to`}
          placeholder={isBoth ? undefined : t('modify.noTo')}
          value={pair.to}
          onChange={(to) => onChange({ ...pair, to })}
          options={begin.map(({ id: value, name }) => ({ value, label: name && name !== value ? `${name} (${value})` : value }))}
        />
      </Form.Item>
    </>
  );
}
