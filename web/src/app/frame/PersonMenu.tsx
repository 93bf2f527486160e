import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { signOut } from '@/api/sign-out';
import { Avatar, PersonName } from '@/components/PersonName';
import { useLabel } from '@/lib/language';

// Who is signed in, as what, and the way out.
export function PersonMenu({ session, phone }: { session: Schemas['Session']; phone: boolean }) {
  const { t } = useTranslation();
  const text = useLabel();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = useMutation({
    mutationFn: signOut,
    onSettled: async () => {
      await navigate({ to: '/sign-in' });
      queries.clear();
    },
  });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'who', type: 'group', label: session.positions.map((position) => text(position.title)).join(' · ') },
          { key: 'profile', label: t('nav.profile'), onClick: () => void navigate({ to: '/profile' }) },
          { key: 'out', label: t('nav.signOut'), onClick: () => leave.mutate() },
        ],
      }}
    >
      <Button type="text" className="jw-me" aria-label={t('nav.person', { name: session.person.name })}>
        {phone ? <Avatar name={session.person.name} /> : <PersonName name={session.person.name} />}
      </Button>
    </Dropdown>
  );
}
