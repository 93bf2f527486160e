import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { tryDelivery } from '@/api/try-delivery';
import { Refusal } from '@/components/feedback/Refusal';

// Sends a message to oneself by a channel as it is stored.
export function TrialButton({ channel, name }: { channel: string; name: string }) {
  const { t } = useTranslation('delivery');
  const { message } = App.useApp();
  const send = useMutation({ mutationFn: () => tryDelivery(channel), onSuccess: () => void message.success(t('trialSent')) });
  return (
    <>
      <Button loading={send.isPending} onClick={() => send.mutate()} aria-label={`${t('trial')} ${name}`}>
        {t('trial')}
      </Button>
      <Refusal error={send.error} onClose={() => send.reset()} />
    </>
  );
}
