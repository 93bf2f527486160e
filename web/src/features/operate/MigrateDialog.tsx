import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { definitionsQuery, type Engine, type Mapping, migrateInstance, type MigrationPlan, migrationPreviewQuery, modelQuery } from '@/api/engine';
import { Loading } from '@/components/feedback/Loading';
import { Refusal } from '@/components/feedback/Refusal';
import { useRefresh } from '@/components/records/useRefresh';
import { useEngineText } from '@/lib/engine-text';
import { type FlowNode, flowNodesOf, nameOfNode } from './model';
import { useProcessName } from './useProcessName';

// Takes the instance to another version; beforehand it says where everything goes and what hinders.
export function MigrateDialog({ instance, onClose }: { instance: Engine['ProcessInstance']; onClose: () => void }) {
  const { t } = useTranslation('operate');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const key = instance.processInstanceKey;
  const [target, setTarget] = useState<string>();
  const [mapped, setMapped] = useState<Record<string, string>>({});
  const before = useQuery(modelQuery(instance.processDefinitionKey));
  const after = useQuery({ ...modelQuery(target ?? ''), enabled: Boolean(target) });
  const from = before.data ? flowNodesOf(String(before.data)) : [];
  const to = after.data ? flowNodesOf(String(after.data)) : [];
  const first = useQuery({ ...migrationPreviewQuery(key, target ?? '', []), enabled: Boolean(target) });
  const mappings = first.data ? mappingsOf(first.data, mapped) : [];
  const hasOwn = Object.keys(mapped).length > 0;
  const own = useQuery({ ...migrationPreviewQuery(key, target ?? '', mappings), enabled: Boolean(target) && hasOwn && mappings.length > 0 });
  const plan = hasOwn ? own : first;
  const migrate = useMutation({
    mutationFn: () => migrateInstance(key, target ?? '', mappings),
    onSuccess: () => {
      void message.success(t('done.migrate'));
      void refresh();
      onClose();
    },
  });
  const ready = plan.data?.problems.length === 0;
  return (
    <Modal
      open
      title={t('act.migrate')}
      okText={t('act.migrate')}
      okButtonProps={{ disabled: !ready, loading: migrate.isPending }}
      onOk={() => migrate.mutate()}
      onCancel={onClose}
    >
      <Refusal error={migrate.error ?? plan.error} onClose={() => migrate.reset()} />
      <Form layout="vertical">
        <Target
          instance={instance}
          value={target}
          onChange={(next) => {
            setTarget(next);
            setMapped({});
          }}
        />
        {target && (plan.isPending || after.isPending) && <Loading rows={3} />}
        {first.data && after.data && (
          <>
            {asked(first.data).map((element) => (
              <Form.Item key={element} label={t('migrate.goes', { name: nameOfNode(from, element) })} htmlFor={`map-${element}`} required>
                <Select
                  id={`map-${element}`}
                  showSearch={{ optionFilterProp: 'label' }}
                  placeholder={t('migrate.choose')}
                  value={mappings.find((one) => one.sourceElementId === element)?.targetElementId}
                  options={to.map((node) => ({ value: node.id, label: node.name ? `${node.name} (${node.id})` : node.id }))}
                  onChange={(chosen) => setMapped({ ...mapped, [element]: chosen })}
                />
              </Form.Item>
            ))}
            {plan.data && <Effects plan={plan.data} nodes={[...from, ...to]} />}
          </>
        )}
      </Form>
    </Modal>
  );
}

interface TargetProps {
  instance: Engine['ProcessInstance'];
  value?: string;
  onChange: (definition: string) => void;
}

// Versions of the same process first, then those of others.
function Target({ instance, value, onChange }: TargetProps) {
  const { t } = useTranslation('operate');
  const nameOf = useProcessName();
  const definitions = useQuery(definitionsQuery());
  const others = (definitions.data ?? []).filter((one) => one.processDefinitionKey !== instance.processDefinitionKey);
  const isSame = (one: Engine['ProcessDefinition']) => one.processDefinitionId === instance.processDefinitionId;
  const option = (one: Engine['ProcessDefinition']) => ({
    value: one.processDefinitionKey,
    label: `${nameOf(one.processDefinitionId, one.name)} v${one.version}`,
  });
  return (
    <Form.Item label={t('migrate.to')} htmlFor="migrate-target" required>
      <Select
        id="migrate-target"
        showSearch={{ optionFilterProp: 'label' }}
        loading={definitions.isPending}
        value={value}
        onChange={onChange}
        options={[
          { label: t('migrate.same'), options: others.filter(isSame).map(option) },
          { label: t('migrate.others'), options: others.filter((one) => !isSame(one)).map(option) },
        ].filter((group) => group.options.length > 0)}
      />
    </Form.Item>
  );
}

// Each active element, whether a place was found for it or not.
function asked(plan: MigrationPlan): string[] {
  return [...new Set([...plan.elements.map((one) => one.from), ...plan.problems.map((one) => one.elementId)])];
}

function mappingsOf(plan: MigrationPlan, mapped: Record<string, string>): Mapping[] {
  const found = new Map(plan.elements.map((one) => [one.from, one.to]));
  return [...new Set([...found.keys(), ...Object.keys(mapped)])].map((from) => ({
    sourceElementId: from,
    targetElementId: mapped[from] ?? found.get(from) ?? '',
  }));
}

function Effects({ plan, nodes }: { plan: MigrationPlan; nodes: FlowNode[] }) {
  const { t } = useTranslation('operate');
  const say = useEngineText();
  const said = (['kept', 'closed', 'opened'] as const).filter((effect) => plan[effect].length > 0);
  return (
    <ul className="jw-engine-steps">
      {plan.problems.map(({ elementId, reason }) => (
        <li key={`${elementId}-${reason}`} className="jw-overdue">
          {say(reason.replace(elementId, nameOfNode(nodes, elementId)))}
        </li>
      ))}
      {said.map((effect) => (
        <li key={effect}>{t(`migrate.${effect}`, { what: plan[effect].map((id) => nameOfNode(nodes, id)).join(', ') })}</li>
      ))}
      {plan.problems.length === 0 && said.length === 0 && <li>{t('migrate.plain')}</li>}
    </ul>
  );
}
