import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { definitionsQuery, type Engine, type MigrationPlan } from '@/api/engine';
import { Loading } from '@/components/feedback/Loading';
import { useEngineText } from '@/lib/engine-text';
import { instancesAt } from './migration';
import { type FlowNode, nameOfNode } from './model';
import type { Migration } from './useMigration';
import { useProcessName } from './useProcessName';

interface MigrationFormProps {
  source: { processDefinitionKey: string; processDefinitionId: string };
  migration: Migration;
  counted: boolean; // of many: how many instances are where, and which refuse
}

// Where to, where each active element goes, and what that would do.
export function MigrationForm({ source, migration, counted }: MigrationFormProps) {
  const { t } = useTranslation('operate');
  const { target, from, to, asked, mappings, plan, isPending } = migration;
  const label = (element: string) => {
    const name = nameOfNode(from, element);
    if (!counted || !plan) return t('migrate.goes', { name });
    return t('migrate.goesCounted', { name, instances: t('migrate.instances', { count: instancesAt(plan, element) }) });
  };
  return (
    <>
      <Target source={source} value={target} onChange={migration.setTarget} />
      {isPending && !plan && <Loading rows={3} />}
      {target && plan && (
        <>
          {asked.map((element) => (
            <Form.Item key={element} label={label(element)} htmlFor={`map-${element}`} required>
              <Select
                id={`map-${element}`}
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={t('migrate.choose')}
                value={mappings.find((one) => one.sourceElementId === element)?.targetElementId}
                options={to.map((node) => ({ value: node.id, label: node.name ? `${node.name} (${node.id})` : node.id }))}
                onChange={(chosen) => migration.choose(element, chosen)}
              />
            </Form.Item>
          ))}
          <Effects plan={plan} nodes={[...from, ...to]} counted={counted} />
        </>
      )}
    </>
  );
}

interface TargetProps {
  source: MigrationFormProps['source'];
  value?: string;
  onChange: (definition: string) => void;
}

// Versions of the same process first, then those of others.
function Target({ source, value, onChange }: TargetProps) {
  const { t } = useTranslation('operate');
  const nameOf = useProcessName();
  const definitions = useQuery(definitionsQuery());
  const others = (definitions.data ?? []).filter((one) => one.processDefinitionKey !== source.processDefinitionKey);
  const isSame = (one: Engine['ProcessDefinition']) => one.processDefinitionId === source.processDefinitionId;
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

interface EffectsProps {
  plan: MigrationPlan;
  nodes: FlowNode[];
  counted: boolean;
}

function Effects({ plan, nodes, counted }: EffectsProps) {
  const { t } = useTranslation('operate');
  const say = useEngineText();
  const nameOf = (id: string) => nameOfNode(nodes, id);
  const said = (['kept', 'closed', 'opened'] as const).filter((effect) => plan[effect].length > 0);
  const { found, examined, movable } = plan;
  return (
    <ul className="jw-engine-steps" aria-live="polite">
      {counted && <li>{t('migrate.movable', { count: movable, found: examined })}</li>}
      {examined < found && <li>{t('migrate.more', { count: found - examined, examined })}</li>}
      {plan.problems.map(({ elementId, reason, instances, examples }) => (
        <li key={`${elementId}-${reason}`} className="jw-overdue">
          {say(reason, nameOf)}
          {counted && <Examples instances={instances} examples={examples} />}
        </li>
      ))}
      {said.map((effect) => (
        <li key={effect}>{t(`migrate.${effect}`, { what: plan[effect].map(nameOf).join(t('migrate.and')) })}</li>
      ))}
      {plan.problems.length === 0 && said.length === 0 && <li>{t('migrate.plain')}</li>}
    </ul>
  );
}

// They open beside the dialog, which would be lost.
function Examples({ instances, examples }: { instances: number; examples: string[] }) {
  const { t } = useTranslation('operate');
  return (
    <span className="jw-engine-examples">
      {t(instances > examples.length ? 'migrate.hinderedSome' : 'migrate.hindered', { count: instances })}{' '}
      {examples.map((key) => (
        <Link key={key} to="/operate/$key" params={{ key }} target="_blank">
          <code>{key}</code>
        </Link>
      ))}
    </span>
  );
}
