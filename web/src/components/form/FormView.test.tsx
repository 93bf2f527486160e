import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { FormSchema } from '@/lib/form-schema';
import { startLanguages } from '@/lib/language';
import { type FormModel, FormView } from './FormView';

const schema: FormSchema = {
  components: [
    { type: 'textfield', key: 'name', label: { zh: '项目名称', en: 'Name' } },
    { type: 'number', key: 'amount', label: '合同金额', properties: { 'jw:widget': 'money' } },
    { type: 'textarea', key: 'reason', label: '原因' },
    { type: 'hologram', key: 'x' },
    { type: 'dynamiclist', path: 'items', label: '设备清单', components: [{ type: 'textfield', key: 'device', label: '设备名称' }] },
  ],
};
const editable = { visible: true, editable: true, required: true, problems: [] };

beforeAll(startLanguages);
afterEach(cleanup);

function show(model: Partial<FormModel> & Pick<FormModel, 'values'> & { schema?: FormSchema }) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <FormView schema={schema} {...model} />
    </QueryClientProvider>,
  );
}

test('a field may be typed into and tells its path', () => {
  const change = vi.fn();
  show({ values: { name: '' }, states: { name: editable }, change });

  fireEvent.change(screen.getByLabelText('项目名称'), { target: { value: '智慧园区' } });

  expect(change).toHaveBeenCalledWith('name', '智慧园区');
});

test('a read field is text, money with its capital words', () => {
  show({ values: { name: '智慧园区', amount: '1050.20' }, readOnly: true });

  expect(screen.queryByRole('textbox')).toBeNull();
  expect(screen.getByText('智慧园区')).toBeTruthy();
  expect(screen.getByText('壹仟零伍拾元贰角')).toBeTruthy();
});

test('a field that is read among others keeps its help; where all is read nobody needs it', () => {
  const form = { components: [{ ...schema.components[0]!, readonly: true, description: '由商机带出' }, schema.components[2]!] };
  show({ schema: form, values: { name: '智慧园区' } });
  expect(screen.getByText('由商机带出')).toBeTruthy();
  cleanup();

  show({ schema: form, values: { name: '智慧园区' }, readOnly: true });
  expect(screen.queryByText('由商机带出')).toBeNull();
});

test('what a step only reads keeps the help for filling it in to who filled it in; what is computed explains itself', () => {
  const [name, amount, reason] = schema.components;
  const form = { components: [{ ...name!, description: '写全称' }, { ...amount!, description: '含税' }, { ...reason!, description: '写明原由' }] };
  const read = { ...editable, editable: false, required: false };
  const states = { name: read, amount: { ...read, computed: true, value: '5.00' }, reason: editable };
  show({ schema: form, values: { name: '智慧园区' }, states });
  expect(screen.queryByText('写全称')).toBeNull();
  expect(screen.getByText('含税')).toBeTruthy();
  expect(screen.getByText('写明原由')).toBeTruthy();
});

test('of what is not stored yet, a field that rules fill later is not there until it has a value', () => {
  const set = { visible: true, editable: false, required: false, problems: [] };
  const computed = { ...set, editable: true, computed: true, value: null };
  const states = { name: set, amount: computed, reason: editable };
  show({ values: { reason: '' }, states, isNew: true });
  expect(screen.queryByText('项目名称')).toBeNull();
  expect(screen.queryByText('合同金额')).toBeNull();
  expect(screen.getByLabelText('原因')).toBeTruthy();
  cleanup();

  show({ values: { name: '智慧园区' }, states: { ...states, amount: { ...computed, value: '5.00' } }, isNew: true });
  expect(screen.getByText('智慧园区')).toBeTruthy();
  expect(screen.getByText('合同金额')).toBeTruthy();
  cleanup();

  show({ values: { reason: '' }, states });
  expect(screen.getByText('项目名称')).toBeTruthy();
});

test('a field at rest is text and says why, while others are filled in', () => {
  const rest = { 'jw:why': '评议期间，需求不能改动', 'jw:why_en': 'The need rests' };
  const form = { components: [{ ...schema.components[0]!, readonly: true, properties: rest }, schema.components[2]!] };
  const values = { name: '智慧园区', reason: '' };
  show({ schema: form, values });

  expect(screen.queryByLabelText('项目名称')).toBeNull();
  expect(screen.getByText('评议期间，需求不能改动')).toBeTruthy();
  expect(screen.getByLabelText('原因')).toBeTruthy();
  cleanup();

  show({ schema: form, values, readOnly: true });
  expect(screen.queryByText('评议期间，需求不能改动')).toBeNull();
});

test('a hidden field is not drawn and all that is missing is shown at its field', () => {
  show({
    values: {},
    states: { name: editable, amount: editable, reason: { ...editable, visible: false } },
    missing: [
      { field: 'name', label: { zh: '项目名称' }, how: { zh: '请填写项目名称' } },
      { field: 'amount', label: { zh: '合同金额' } },
    ],
  });

  expect(screen.queryByText('原因')).toBeNull();
  expect(screen.getByText('请填写项目名称')).toBeTruthy();
  expect(screen.getByText('请填写合同金额')).toBeTruthy();
});

test('a component nobody knows stays visible', () => {
  show({ values: {} });

  expect(screen.getByText(/hologram/)).toBeTruthy();
});

test('a row of a list is edited in its place, and says what the server found in it', () => {
  const change = vi.fn();
  show({
    values: { items: [{ device: '门禁' }, {}] },
    states: { items: editable },
    missing: [{ field: 'items', label: { zh: '设备清单' }, how: { zh: '第 2 行“设备名称”请填写' } }],
    change,
  });

  fireEvent.change(screen.getAllByLabelText('设备名称')[0], { target: { value: '车闸' } });
  expect(change).toHaveBeenCalledWith('items.0.device', '车闸');
  expect(screen.getByText('第 2 行“设备名称”请填写')).toBeTruthy();

  fireEvent.click(screen.getByLabelText('删除第 2 行'));
  expect(change).toHaveBeenCalledWith('items', [{ device: '门禁' }]);
});

test('in a row of a list the server says what is shown, required, computed and offered', () => {
  const list: FormSchema = {
    components: [
      {
        type: 'dynamiclist',
        path: 'items',
        label: '明细',
        components: [
          { type: 'textfield', key: 'licence', label: '许可证' },
          { type: 'radio', key: 'unit', label: '单位' },
          { type: 'expression', key: 'amount', label: '金额' },
        ],
      },
    ],
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <FormView
        schema={list}
        values={{ items: [{}, {}] }}
        states={{
          'items.0.licence': { ...editable, visible: false },
          'items.1.licence': editable,
          'items.0.unit': { ...editable, choices: [{ value: 'm', label: '米' }] },
          'items.1.unit': { ...editable, choices: [{ value: 's', label: '套' }] },
          'items.1.amount': { ...editable, editable: false, computed: true, value: 230 },
        }}
        missing={[{ field: 'items.1.licence', label: { zh: '第 2 行 许可证' }, how: { zh: '请填写' } }]}
      />
    </QueryClientProvider>,
  );

  expect(screen.getAllByText('许可证')).toHaveLength(1);
  expect(screen.getByText('请填写')).toBeTruthy();
  expect(screen.getByText('米')).toBeTruthy();
  expect(screen.getByText('套')).toBeTruthy();
  expect(screen.getByText('230')).toBeTruthy();
});

test('a group whose only field is hidden is not drawn, nor are empty fields that are only read', () => {
  const hidden = { ...editable, visible: false };
  const group = { type: 'group', id: 'g', label: '申请', components: [{ type: 'textfield', key: 'reason', label: '原因' }] };
  const client = new QueryClient();
  const view = (states: FormModel['states'], readOnly: boolean) => (
    <QueryClientProvider client={client}>
      <FormView schema={{ components: [group] }} values={{}} states={states} readOnly={readOnly} />
    </QueryClientProvider>
  );

  const { rerender } = render(view({ reason: editable }, false));
  expect(screen.getByText('申请')).toBeTruthy();

  rerender(view({ reason: hidden }, false));
  expect(screen.queryByText('申请')).toBeNull();

  rerender(view({ reason: editable }, true));
  expect(screen.queryByText('申请')).toBeNull();
});

test('nothing is as good a result as any other number', () => {
  show({ values: {}, states: { amount: { ...editable, editable: false, computed: true, value: '0' } }, readOnly: true });

  expect(screen.getByText('合同金额')).toBeTruthy();
  expect(screen.queryByText('原因')).toBeNull();
});
