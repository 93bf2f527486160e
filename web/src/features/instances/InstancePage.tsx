import { RedoOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Alert, Button, Rate, Tabs } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { instanceQuery } from '@/api/instance-query';
import { paperUrl } from '@/api/paper-url';
import { sessionQuery } from '@/api/session-query';
import { Loading } from '@/components/feedback/Loading';
import { FormView } from '@/components/form/FormView';
import { Loaded } from '@/components/Loaded';
import { MatterState } from '@/components/MatterState';
import { InstanceActs } from '@/components/matter/InstanceActs';
import { OpinionAreas } from '@/components/OpinionAreas';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { PrintButton } from '@/components/PrintButton';
import { StateLabel } from '@/components/records/StateLabel';
import { StateTag } from '@/components/StateTag';
import { Starter } from '@/components/Starter';
import { Story } from '@/components/timeline/Story';
import type { FieldStates, FormSchema } from '@/lib/form-schema';
import { useLabel, useLanguage } from '@/lib/language';
import { namesOf } from '@/lib/names';
import { formatInstant } from '@/lib/time';
import { useWaitedFor } from '@/components/useWaitedFor';
import { AheadPanel } from './AheadPanel';

type Instance = Schemas['InstanceDetail'];

const DiagramPanel = lazy(() => import('@/components/diagram/DiagramPanel').then((file) => ({ default: file.DiagramPanel })));

// One run of a process: where it stands, its record, its story and its picture.
export function InstancePage() {
  const { t } = useTranslation('instances');
  const { key } = useParams({ from: '/frame/instances/$key' });
  const query = useQuery(instanceQuery(key));
  return <Loaded query={query} back={<Link to="/instances">{t('title')}</Link>}>{(instance) => <InstanceView instance={instance} />}</Loaded>;
}

function InstanceView({ instance }: { instance: Instance }) {
  const { t } = useTranslation('instances');
  const text = useLabel();
  const language = useLanguage();
  const navigate = useNavigate();
  const session = useQuery(sessionQuery());
  const { record, form } = instance;
  const subject = instance.subject || record?.title;
  const title = subject ? `${text(instance.process.title)} · ${subject}` : text(instance.process.title);
  return (
    <>
      <PageHead title={title}>
        {record?.state && <StateLabel state={record.state} />}
        <MatterState matter={instance} />
        {instance.archived && <StateTag text={t('common:instance.archived')} tone="neutral" />}
        {instance.may_start_again && (
          <Button
            icon={<RedoOutlined />}
            onClick={() => void navigate({ to: '/start/$process', params: { process: instance.process.id }, search: { again: instance.key } })}
          >
            {t('startAgain')}
          </Button>
        )}
        <PrintButton papers={instance.papers} addressOf={(template) => paperUrl(instance.key, language === 'en' ? 'en' : 'zh', template)} />
      </PageHead>
      <p className="jw-meta jw-task-meta">
        {record && (
          <Link to="/records/$type/$id" params={{ type: record.type, id: record.id }}>
            {record.number || record.title}
          </Link>
        )}
        {instance.starter && <Starter person={instance.starter} />}
        {instance.handed_in_by && <span>{t('common:task.handedIn', { name: instance.handed_in_by.name })}</span>}
        <span>{t('startedAt', { at: formatInstant(instance.started_at) })}</span>
        {instance.ended_at && <span>{t('endedAt', { at: formatInstant(instance.ended_at) })}</span>}
        {session.data?.roles.includes('administrator') && (
          <Link to="/operate/$key" params={{ key: instance.key }}>
            {t('inEngine')}
          </Link>
        )}
        {instance.called_by && (
          <span>
            {t('calledByWhom')} <CallLink link={instance.called_by} />
          </span>
        )}
        {instance.again_of && <AgainLink link={instance.again_of} word={t('againOf')} />}
        {instance.started_again?.map((link) => (
          <AgainLink key={link.key} link={link} word={t('startedAgain')} />
        ))}
      </p>
      {instance.evaluation && <Evaluation said={instance.evaluation} />}
      <Incidents incidents={instance.incidents ?? []} />
      <InstanceActs instance={instance} />
      <Tabs
        items={[
          {
            key: 'now',
            label: t('tab.now'),
            children: (
              <div className="jw-two">
                <div>
                  <Panel title={t('current')}>
                    <Current steps={instance.current} />
                  </Panel>
                  {instance.called && (
                    <Panel title={t('calledOnes')}>
                      <ul className="jw-steps">
                        {instance.called.map((link) => (
                          <li key={link.key}>
                            <CallLink link={link} />
                            <span className="jw-soft">{text(link.status.title)}</span>
                          </li>
                        ))}
                      </ul>
                    </Panel>
                  )}
                  {!instance.ended_at && <AheadPanel instance={instance.key} />}
                  {form && (
                    <Panel title={text(form.title)}>
                      <FormView
                        schema={form.schema as FormSchema}
                        values={form.values}
                        states={form.fields as FieldStates}
                        names={namesOf(form.texts)}
                        record={record}
                        readOnly
                      />
                    </Panel>
                  )}
                  <OpinionAreas areas={instance.areas} />
                </div>
                <Panel title={t('story')}>
                  <Story entries={instance.timeline} />
                </Panel>
              </div>
            ),
          },
          {
            key: 'diagram',
            label: t('tab.diagram'),
            children: (
              <Suspense fallback={<Loading />}>
                <DiagramPanel instance={instance.key} />
              </Suspense>
            ),
          },
        ]}
      />
    </>
  );
}

// Where it is stuck and what the program says of it, beside the act that tries it again.
function Incidents({ incidents }: { incidents: Schemas['OpenIncident'][] }) {
  const text = useLabel();
  return incidents.map((incident) => (
    <Alert
      key={incident.key}
      className="jw-refusal"
      type="error"
      showIcon
      title={`${text(incident.title)} · ${incident.element} · ${formatInstant(incident.at)}`}
      description={incident.detail ?? incident.code}
    />
  ));
}

function AgainLink({ link, word }: { link: Schemas['InstanceLink']; word: string }) {
  return (
    <span>
      {word}{' '}
      <Link to="/instances/$key" params={{ key: link.key }}>
        {link.number || link.subject || link.key}
      </Link>
    </span>
  );
}

function CallLink({ link }: { link: Schemas['CallLink'] }) {
  const text = useLabel();
  return (
    <Link to="/instances/$key" params={{ key: link.key }}>
      {text(link.process.title)}
    </Link>
  );
}

function Evaluation({ said }: { said: Schemas['Evaluation'] }) {
  const { t } = useTranslation('instances');
  return (
    <p className="jw-evaluation">
      <span className="jw-soft">{t('evaluation')}</span>
      <Rate disabled value={said.score} aria-label={`${t('evaluation')} ${said.score} / 5`} />
      {said.text && <span>{said.text}</span>}
    </p>
  );
}

function Current({ steps }: { steps: Schemas['CurrentStep'][] }) {
  const { t } = useTranslation('instances');
  const text = useLabel();
  const waitedFor = useWaitedFor();
  if (steps.length === 0) return <p className="jw-soft jw-none">{t('nowhere')}</p>;
  return (
    <ul className="jw-steps">
      {steps.map((step) => (
        <li key={`${step.element}-${step.task ?? step.called?.key ?? ''}`}>
          {step.task ? (
            <Link to="/tasks/$key" params={{ key: step.task }}>
              {text(step.title)}
            </Link>
          ) : (
            <b>{text(step.title)}</b>
          )}
          {step.suspended && <b>{t('common:instance.suspended')}</b>}
          {step.called ? <CalledBy called={step.called} /> : <span>{waitedFor(step.persons, step.vacant)}</span>}
          {step.awaits && <span className="jw-soft">{t('common:instance.awaits', { what: text(step.awaits) })}</span>}
          {step.until && <span>{t('common:instance.until', { at: formatInstant(step.until) })}</span>}
          <span className="jw-soft">{t('since', { at: formatInstant(step.since) })}</span>
          {step.called && step.called.current.length > 0 && <Current steps={step.called.current} />}
        </li>
      ))}
    </ul>
  );
}

// The way to what a call activity waits for, for whoever may read it.
function CalledBy({ called }: { called: Schemas['CalledInstance'] }) {
  const { t } = useTranslation('instances');
  const text = useLabel();
  const name = t('called', { process: text(called.process.title) });
  if (!called.key) return <span>{name}</span>;
  return (
    <Link to="/instances/$key" params={{ key: called.key }}>
      {name}
    </Link>
  );
}
