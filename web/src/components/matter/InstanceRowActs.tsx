import { useQuery } from '@tanstack/react-query';
import { instanceQuery } from '@/api/instance-query';
import { ActMenu, useRefused } from './ActMenu';
import { useInstanceActs } from './useInstanceActs';

// Every act on a matter of a list without leaving it.
export function InstanceRowActs({ instance, title }: { instance: string; title: string }) {
  const refused = useRefused();
  const query = useQuery({ ...instanceQuery(instance), enabled: false });
  const { acts, dialog } = useInstanceActs(query.data, (error) => error && refused(error));
  return <ActMenu title={title} acts={query.data && acts} onOpen={query.refetch} dialogs={dialog} />;
}
