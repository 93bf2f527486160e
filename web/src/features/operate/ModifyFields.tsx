import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type FlowNode, nameOfNode } from './model';
import type { Given, Step } from './steps';
import { isWhole, type OpenElement, type OpenTree } from './tree';

interface FieldProps {
  step: Step;
  onChange: (step: Step) => void;
}

interface TokenFieldProps extends FieldProps {
  tree: OpenTree;
  label: (element: OpenElement) => string;
}

// Of several that are active at the element that is left all, or some.
export function WhichField({ step, onChange, tree, label }: TokenFieldProps) {
  const { t } = useTranslation('operate');
  const tokens = step.from ? tree.activeAt(step.from) : [];
  if (tokens.filter((each) => !isWhole(each)).length < 2) return null;
  return (
    <Form.Item label={t('modify.which')} htmlFor="modify-which">
      <Select
        id="modify-which"
        mode="multiple"
        placeholder={t('modify.all')}
        showSearch={{ optionFilterProp: 'label' }}
        value={step.tokens ?? []}
        onChange={(chosen) => onChange({ ...step, tokens: chosen })}
        options={tokens.map((each) => ({ value: each.elementInstanceKey, label: label(each), failed: tree.isMarked(each.elementInstanceKey) }))}
        optionRender={({ value, label: words, data }) => (
          <span className="jw-engine-token">
            {words}
            <span className="jw-meta">
              <code>{value}</code>
              {data.failed && <span className="jw-overdue">{t('incident')}</span>}
            </span>
          </span>
        )}
      />
    </Form.Item>
  );
}

// Where what begins is, when there are several scopes for it.
export function ScopeField({ step, onChange, tree, label, target }: TokenFieldProps & { target: FlowNode | undefined }) {
  const { t } = useTranslation('operate');
  const scopes = tree.scopesFor(target);
  if (scopes.length < 2) return null;
  const isSaid = isScopeSaid(step, tree, target);
  return (
    <Form.Item label={t('modify.scope')} htmlFor="modify-scope" required={!isSaid}>
      <Select
        id="modify-scope"
        allowClear
        placeholder={t(isSaid ? 'modify.sameScope' : 'modify.chooseScope')}
        showSearch={{ optionFilterProp: 'label' }}
        value={step.scope}
        onChange={(scope) => onChange({ ...step, scope })}
        options={scopes.map((each) => ({ value: each.elementInstanceKey, label: label(each) }))}
        optionRender={({ value, label: words }) => (
          <span className="jw-engine-token">
            {words}
            <span className="jw-meta">
              <code>{value}</code>
            </span>
          </span>
        )}
      />
    </Form.Item>
  );
}

// Without a choice what begins needs one scope, or is where the token was that it takes the place of.
export function isScopeSaid(step: Step, tree: OpenTree, target: FlowNode | undefined): boolean {
  const scopes = tree.scopesFor(target);
  if (scopes.length < 2) return true;
  if (!step.from) return false;
  const active = tree.activeAt(step.from);
  const left = active.filter((each) => !step.tokens?.length || step.tokens.includes(each.elementInstanceKey));
  return tree.areInside(left, scopes);
}

// Names and values, each in the element that begins or around it.
export function GivenFields({ step, onChange, target, nodes }: FieldProps & { target: FlowNode; nodes: FlowNode[] }) {
  const { t } = useTranslation('operate');
  const given = step.given ?? [];
  const set = (place: number, part: Partial<Given>) => onChange({ ...step, given: given.map((each, at) => (at === place ? { ...each, ...part } : each)) });
  const scopes = [target.id, ...target.around].map((value) => ({ value, label: nameOfNode(nodes, value) }));
  return (
    <Form.Item label={given.length > 0 ? t('modify.variables') : undefined} extra={given.length > 0 ? t('variables.hint') : undefined}>
      {given.map((each, place) => (
        <div className="jw-engine-given" key={place}>
          <Input aria-label={t('variables.name')} placeholder={t('variables.name')} value={each.name} onChange={(event) => set(place, { name: event.target.value })} />
          <Input
            className="jw-engine-json"
            aria-label={t('variables.value')}
            placeholder={t('variables.value')}
            value={each.value}
            onChange={(event) => set(place, { value: event.target.value })}
          />
          <Select
            aria-label={t('modify.held')}
            value={each.scope}
            onChange={(scope) => set(place, { scope })}
            options={[...scopes, { value: '', label: t('modify.heldByInstance') }]}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('modify.dropVariable')}
            onClick={() => onChange({ ...step, given: given.filter((_, at) => at !== place) })}
          />
        </div>
      ))}
      <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => onChange({ ...step, given: [...given, { name: '', value: '', scope: target.id }] })}>
        {t('modify.addVariable')}
      </Button>
    </Form.Item>
  );
}
