import { Button, Space } from 'antd';
import { useState } from 'react';
import type { Schemas } from '@/api/client';
import { Refusal } from '../feedback/Refusal';
import { useInstanceActs } from './useInstanceActs';

// What the reader may do to a running or ended process, over its page.
export function InstanceActs({ instance }: { instance: Schemas['InstanceDetail'] }) {
  const [refused, setRefused] = useState<unknown>(null);
  const { acts, dialog } = useInstanceActs(instance, setRefused);
  if (acts.length === 0) return null;
  return (
    <>
      <Refusal error={refused} onClose={() => setRefused(null)} />
      <Space wrap className="jw-instance-acts">
        {acts.map(({ key, label, danger, isPending, onClick }) => (
          <Button key={key} danger={danger} loading={isPending} onClick={onClick}>
            {label}
          </Button>
        ))}
      </Space>
      {dialog}
    </>
  );
}
