import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { type Missing, Problem } from '@/api/problem';
import type { FormSchema } from '@/lib/form-schema';
import { startLanguages } from '@/lib/language';
import { FormView } from './FormView';
import { MetRefusal } from './MetRefusal';

const schema: FormSchema = {
  components: [
    { type: 'textfield', key: 'name', label: '名称' },
    { type: 'number', key: 'days', label: '天数' },
    { type: 'select', key: 'kind', label: '类别', values: [{ value: 'a', label: '甲' }] },
    { type: 'datetime', key: 'on', label: '日期', subtype: 'date' },
    { type: 'checkbox', key: 'sure', label: '已核对', properties: { 'jw:widget': 'boolean' } },
    { type: 'textfield', key: 'proof', label: '凭证', properties: { 'jw:widget': 'attachment' } },
    { type: 'dynamiclist', path: 'items', label: '清单', components: [{ type: 'textfield', key: 'device', label: '设备' }] },
  ],
};

beforeAll(startLanguages);
afterEach(cleanup);

function refuse(missing: Missing[], error = new Problem(422, { code: 'forms.invalid', title: { zh: '表单填写不完整或不正确' }, missing })) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <form>
        <MetRefusal error={error} onClose={() => {}} />
        <FormView schema={schema} values={{}} missing={missing} />
      </form>
    </QueryClientProvider>,
  );
}

// What is said of the element that has the focus, beside its name.
function saidOfFocused(): string | undefined {
  const id = document.activeElement?.getAttribute('aria-describedby');
  return id ? (document.getElementById(id)?.textContent ?? undefined) : undefined;
}

test.each(schema.components.map((component) => component.key ?? component.path!))('who was refused goes on at the wrong field %s, which says why', (field) => {
  refuse([{ field, how: { zh: '请补上' } }]);

  expect(document.activeElement?.tagName).toMatch(/INPUT|BUTTON/);
  const place = document.activeElement?.closest('[aria-describedby]');
  expect(document.getElementById(place?.getAttribute('aria-describedby') ?? '')?.textContent).toBe('请补上');
});

test('the first of several wrong fields is gone to; others say their words as well', () => {
  refuse([
    { field: 'days', how: { zh: '至少一天' } },
    { field: 'name', how: { zh: '请填写名称' } },
  ]);

  expect(document.activeElement).toBe(screen.getByLabelText('名称'));
  expect(saidOfFocused()).toBe('请填写名称');
  expect(screen.getByLabelText('天数').getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByLabelText('类别').getAttribute('aria-invalid')).toBeNull();
});

test('a refusal that is of no field has the focus itself', () => {
  refuse([{ condition: 'gate', label: { zh: '阶段尚未完成' } }], new Problem(409, { code: 'work.done', title: { zh: '任务已被处理' } }));

  expect(document.activeElement?.textContent).toContain('任务已被处理');
});

test('who decides on what the form shows is asked to look at it again', () => {
  const missing = [{ field: 'days', label: { zh: '天数' }, how: { zh: '林晓雨 于 2026-03-02 09:10 更改' } }];
  const error = new Problem(409, { code: 'records.changed_meanwhile', title: { zh: '单据已被他人更改，请先查看最新内容' }, missing });
  const { rerender } = render(<MetRefusal error={error} decides onClose={() => {}} />);
  const said = () => screen.getByRole('alert').textContent;

  expect(said()).toContain('天数林晓雨 于 2026-03-02 09:10 更改');
  expect(said()).toContain('请核对后再作决定');
  rerender(<MetRefusal error={error} onClose={() => {}} />);
  expect(said()).toContain('请核对后再次提交');
});
