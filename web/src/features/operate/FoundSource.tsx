import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type EngineFilter, type FoundDefinition, foundDefinitionsQuery } from '@/api/engine';
import { useProcessName } from './useProcessName';

export interface FoundSource {
  found: FoundDefinition[] | undefined; // undefined while they are read
  source: FoundDefinition | undefined;
  choose: (definition: string) => void;
  error: Error | null;
}

// Of which version the instances are that are acted on: the only one, or the one that was chosen.
export function useFoundSource(filter: EngineFilter): FoundSource {
  const [chosen, choose] = useState<string>();
  const { data: found, error } = useQuery(foundDefinitionsQuery(filter));
  const source = found?.length === 1 ? found[0] : found?.find((one) => one.processDefinitionKey === chosen);
  return { found, source, choose, error };
}

interface FoundSourceFieldProps {
  id: string;
  of: FoundSource;
  onChange: () => void; // another version was chosen
}

export function FoundSourceField({ id, of, onChange }: FoundSourceFieldProps) {
  const { t } = useTranslation('operate');
  const nameOf = useProcessName();
  const found = of.found ?? [];
  const hint = of.found && found.length === 0 ? t('noneRuns') : found.length > 1 ? t('oneVersion', { count: found.length }) : undefined;
  return (
    <Form.Item label={t('presentVersion')} htmlFor={id} required extra={hint}>
      <Select
        id={id}
        showSearch={{ optionFilterProp: 'label' }}
        loading={!of.found && !of.error}
        value={of.source?.processDefinitionKey}
        onChange={(definition) => {
          of.choose(definition);
          onChange();
        }}
        options={found.map((one) => ({
          value: one.processDefinitionKey,
          label: `${nameOf(one.processDefinitionId, one.processDefinitionName)} v${one.processDefinitionVersion} · ${t('migrate.instances', { count: one.instances })}`,
        }))}
      />
    </Form.Item>
  );
}
