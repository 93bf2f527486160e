import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { attachmentUrl } from '@/api/attachment-url';
import { forgetSignature } from '@/api/forget-signature';
import { ownSignatureQuery } from '@/api/own-signature-query';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { formatInstant } from '@/lib/time';

// The signature that is kept to sign with again, and the way to be rid of it.
export function OwnSignature({ name }: { name: string }) {
  const { t } = useTranslation('profile');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const query = useQuery(ownSignatureQuery());
  const drop = useMutation({
    mutationFn: forgetSignature,
    onSuccess: () => {
      void message.success(t('signature.dropped'));
      void queries.invalidateQueries({ queryKey: ownSignatureQuery().queryKey });
    },
  });
  return (
    <Loaded query={query}>
      {({ image, saved_at }) =>
        image ? (
          <>
            <Refusal error={drop.error} onClose={() => drop.reset()} />
            <Space wrap>
              <img className="jw-signed-picture" src={attachmentUrl(image)} alt={t('signature.by', { name })} />
              {saved_at && <span className="jw-soft jw-small">{t('signature.saved', { at: formatInstant(saved_at) })}</span>}
              <Popconfirm
                title={t('signature.sure')}
                description={t('signature.sureText')}
                okText={t('signature.drop')}
                okButtonProps={{ danger: true }}
                onConfirm={() => drop.mutate()}
              >
                <Button size="small" loading={drop.isPending}>
                  {t('signature.drop')}
                </Button>
              </Popconfirm>
            </Space>
          </>
        ) : (
          <p className="jw-soft">{t('signature.none')}</p>
        )
      }
    </Loaded>
  );
}
