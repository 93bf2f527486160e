import { ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { Nothing } from '@/components/feedback/Nothing';
import { Avatar } from '@/components/PersonName';
import { WordsInput } from '@/components/WordsInput';
import { useLabel } from '@/lib/language';
import { formatDay } from '@/lib/time';
import { AccountDialog } from './AccountDialog';
import { LeaveWizard } from './LeaveWizard';
import type { Organisation } from './organisation';
import { OrganisationImport } from './OrganisationImport';
import { PersonDialog } from './PersonDialog';
import { PostDialog } from './PostDialog';

const TransferDialog = lazy(() => import('@/components/transfer/TransferDialog').then((file) => ({ default: file.TransferDialog })));

type Person = Schemas['Person'];
type PersonAct = 'appoint' | 'account' | 'transfer' | 'leave';
type Open = { act: 'add' | 'import' } | { act: PersonAct; person: Person };

// Everybody, found by name, pinyin initials or position.
export function PeoplePanel({ data, mayChange, administers }: { data: Organisation; mayChange: boolean; administers: boolean }) {
  const { t } = useTranslation('organisation');
  const [words, setWords] = useState('');
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const wanted = words.trim().toLowerCase();
  const found = data.people.filter((person) =>
    [person.name, person.initials, ...person.positions.flatMap((one) => [one.title.zh, one.title.en])].some((one) =>
      one.toLowerCase().includes(wanted),
    ),
  );
  return (
    <>
      <div className="jw-filters">
        <WordsInput value={words} label={t('search')} onChange={setWords} />
        {mayChange && (
          <>
            <Button icon={<PlusOutlined />} onClick={() => setOpen({ act: 'add' })}>
              {t('add.person')}
            </Button>
            <Button icon={<ImportOutlined />} onClick={() => setOpen({ act: 'import' })}>
              {t('import.open.people')}
            </Button>
          </>
        )}
      </div>
      {found.length === 0 && <Nothing text={t('nobody')} />}
      <div className="jw-people">
        {found.map((person) => (
          <PersonCard
            key={person.id}
            person={person}
            acts={administers ? ['appoint', 'account', 'transfer', 'leave'] : ['appoint', 'transfer', 'leave']}
            onAct={mayChange ? (act) => setOpen({ act, person }) : undefined}
          />
        ))}
      </div>
      {open?.act === 'add' && <PersonDialog onClose={close} />}
      {open?.act === 'import' && <OrganisationImport list="people" onClose={close} />}
      {open?.act === 'appoint' && <PostDialog data={data} person={open.person} onClose={close} />}
      {open?.act === 'account' && <AccountDialog person={open.person} onClose={close} />}
      {open?.act === 'transfer' && (
        <Suspense>
          <TransferDialog person={open.person} onClose={close} />
        </Suspense>
      )}
      {open?.act === 'leave' && <LeaveWizard person={open.person} onClose={close} />}
    </>
  );
}

const titles = { appoint: 'posts', account: 'account.title', transfer: 'transfer', leave: 'leave.title' } as const;

interface CardProps {
  person: Person;
  acts: PersonAct[];
  onAct?: (act: PersonAct) => void;
}

function PersonCard({ person, acts, onAct }: CardProps) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  return (
    <div className="jw-process">
      <span className="jw-person">
        <Avatar name={person.name} />
        <b>{person.name}</b>
        {onAct && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: acts.map((act) => ({ key: act, label: t(titles[act]) })),
              onClick: ({ key }) => onAct(key as PersonAct),
            }}
          >
            <Button size="small" type="text" aria-label={t('actsOn', { name: person.name })}>
              …
            </Button>
          </Dropdown>
        )}
      </span>
      <span className="jw-soft jw-small">
        {person.positions.map((one) => text(one.title)).join(' · ') || '—'}
        {person.unit && ` · ${text(person.unit.title)}`}
        {person.leaves_at && ` · ${t('leave.leaves', { day: formatDay(person.leaves_at) })}`}
      </span>
    </div>
  );
}
