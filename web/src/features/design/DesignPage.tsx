import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useBlocker, useNavigate, useParams } from '@tanstack/react-router';
import { Alert, App, Button, Grid, Modal, Popconfirm, Space } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkModel } from '@/api/check-model';
import type { Schemas } from '@/api/client';
import { dropModelDraft } from '@/api/drop-model-draft';
import { forgetProcess } from '@/api/forget-process';
import { modelQuery } from '@/api/model-query';
import { saveModelDraft } from '@/api/save-model-draft';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { useRefresh } from '@/components/records/useRefresh';
import { addDesignTexts } from '@/lib/design-texts';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { Drawing, type Way } from './Drawing';
import { HandedIn, HandInDialog, Returned } from './HandIn';
import type { ModelerHandle } from './modeler/BpmnModeler';
import { ProblemList, WarningList } from './ProblemList';
import { CompareDialog, PublishDialog } from './PublishDialog';
import { ShownOnly } from './ShownOnly';
import type { Reason } from './tree/model';
import { readTree } from './tree/read';
import { Reasons } from './tree/Reasons';
import { useModelCheck } from './useModelCheck';
import './design.css';

const reasonsShown = 3;

interface Drawn {
  model: { version: number; newest: number; xml: string };
  context: Schemas['ModelContext'];
  draft?: { xml: string; base_version: number; saved_at: string };
  proposal?: Schemas['ModelProposal'];
  returned?: { by: Schemas['PersonRef']; at: string; reason: string };
}

// A process drawn in the browser: changed, checked, kept as a draft, published as its next version.
export function DesignPage() {
  addDesignTexts();
  const { process } = useParams({ from: '/frame/waiting/$process/design' });
  const query = useQuery(modelQuery(process));
  return (
    <Loaded query={query} rows={8}>
      {(drawn) => <Desk key={process} process={process} read={drawn} />}
    </Loaded>
  );
}

function Head({ process, context, children }: { process: string; context: Drawn['context']; children?: React.ReactNode }) {
  const { t } = useTranslation('design');
  const text = useLabel();
  return (
    <PageHead title={t('of', { process: text(context.process.title) })}>
      <Space wrap>
        <Link to="/waiting/$process" params={{ process }}>
          {t('leave')}
        </Link>
        {children}
      </Space>
    </PageHead>
  );
}

// What was read when the page opened stays the ground of the work; answers that come later do not
// take it away, nor does a window that becomes too narrow to draw in: the drawing waits behind what is shown.
function Desk({ process, read }: { process: string; read: Drawn }) {
  const { t } = useTranslation('design');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { narrow, opened } = useRoom();
  const [ground] = useState(read);
  const [begun, setBegun] = useState(read.draft);
  const [xml, setXml] = useState(read.draft?.xml ?? read.model.xml);
  const [saved, setSaved] = useState(xml);
  const [dialog, setDialog] = useState<'compare' | 'publish' | 'handIn' | null>(null);
  const modeler = useRef<ModelerHandle>(null);
  const { problems, warnings, isFresh } = useModelCheck(process, xml);
  const version = begun?.base_version ?? ground.model.version;
  const isStale = version < read.model.newest;
  const isNew = ground.model.newest === 0;
  const [reasons] = useState(() => readTree(xml).reasons);
  const [way, setWay] = useState<Way>(reasons ? 'whole' : 'simple');
  const [isTold, setTold] = useState(false);
  const isChanged = xml !== ground.model.xml;
  const isUnsaved = xml !== saved;
  const leaving = useBlocker({
    shouldBlockFn: () => isUnsaved,
    enableBeforeUnload: () => isUnsaved,
    withResolver: true,
  });

  const save = useMutation({
    mutationFn: () => saveModelDraft(process, xml, version),
    onSuccess: () => {
      setSaved(xml);
      void message.success(t('draft.saved'));
    },
  });
  const drop = useMutation({
    mutationFn: () => dropModelDraft(process),
    onSuccess: () => {
      setBegun(undefined);
      setXml(ground.model.xml);
      setSaved(ground.model.xml);
    },
  });
  useSaveKey(() => void (isUnsaved && save.mutate()));

  const published = (fresh: number) => {
    setDialog(null);
    setSaved(xml);
    void message.success(t('publish.done', { version: fresh }));
    void refresh();
    void navigate({ to: '/waiting/$process', params: { process }, ignoreBlocker: true });
  };
  const handedIn = () => {
    setDialog(null);
    setSaved(xml);
    void refresh();
  };
  const marked = useMemo(() => [...new Set(problems?.flatMap((one) => one.element ?? []) ?? [])], [problems]);
  const mayPublish = ground.context.may_publish;
  // What waits to be published is not handed in once more as it is.
  const waits = read.proposal && read.draft && xml === read.draft.xml && Date.parse(read.draft.saved_at) <= Date.parse(read.proposal.at);
  const may = !waits && (isChanged || isNew) && !isStale && isFresh && problems?.length === 0;

  const told = { xml, record: ground.context.record, hasPlaces: way === 'whole', onOpen: (element: string) => modeler.current?.select(element) };

  return (
    <>
      <Head process={process} context={ground.context}>
        {!narrow && isNew && <ForgetButton process={process} onDone={() => void navigate({ to: '/waiting', ignoreBlocker: true })} />}
        {!narrow && !isNew && (
          <Button disabled={!isChanged} onClick={() => setDialog('compare')}>
            {t('compare.act')}
          </Button>
        )}
        {(!narrow || isUnsaved) && (
          <Button type={narrow ? 'primary' : undefined} disabled={!isUnsaved} loading={save.isPending} onClick={() => save.mutate()}>
            {t('draft.save')}
          </Button>
        )}
        {!narrow && (
          <Button type="primary" disabled={!may} onClick={() => setDialog(mayPublish ? 'publish' : 'handIn')}>
            {t(mayPublish ? (isNew ? 'begin.publish' : 'publish.open') : 'handIn.act')}
          </Button>
        )}
      </Head>
      <Refusal error={save.error ?? drop.error} onClose={() => (save.reset(), drop.reset())} />
      {isStale && <Alert className="jw-gap" type="warning" showIcon title={t('stale', { version, newest: read.model.newest })} />}
      {read.proposal && <HandedIn process={process} proposal={read.proposal} />}
      {read.returned && begun && <Returned returned={read.returned} />}
      {!narrow && !mayPublish && !read.proposal && <Alert className="jw-gap" type="info" showIcon title={t(isNew ? 'begin.draftOnly' : 'draftOnly')} />}
      {begun && !isNew && (
        <Alert
          className="jw-gap"
          type="info"
          showIcon
          title={t('draft.begun', { at: formatInstant(begun.saved_at), version })}
          action={
            <Popconfirm title={t('draft.sure')} okText={t('draft.drop')} onConfirm={() => drop.mutate()}>
              <Button size="small">{t('draft.drop')}</Button>
            </Popconfirm>
          }
        />
      )}
      {narrow && <ShownOnly context={ground.context} xml={xml} first={way} isUnsaved={isUnsaved} />}
      {opened && (
        <div className={narrow ? 'jw-behind' : undefined}>
          {reasons && way === 'whole' && !isTold && <WholeWord reasons={reasons} onClose={() => setTold(true)} />}
          <Drawing key={begun?.saved_at ?? 'model'} context={ground.context} xml={xml} marked={marked} way={way} onWay={setWay} check={(model) => checkModel(process, model)} onChange={setXml} handle={modeler} />
          <ProblemList problems={problems} {...told} />
          <WarningList problems={warnings} {...told} />
        </div>
      )}
      {dialog === 'compare' && <CompareDialog process={process} version={version} xml={xml} onClose={() => setDialog(null)} />}
      {dialog === 'publish' && <PublishDialog process={process} version={version} xml={xml} warnings={warnings} onClose={() => setDialog(null)} onDone={published} />}
      {dialog === 'handIn' && <HandInDialog process={process} version={version} xml={xml} onClose={() => setDialog(null)} onDone={handedIn} />}
      {leaving.status === 'blocked' && <LeaveGuard onLeave={leaving.proceed} onStay={leaving.reset} />}
    </>
  );
}

// It opens as cards where they can show it, and says why where they cannot.
function WholeWord({ reasons, onClose }: { reasons: Reason[]; onClose: () => void }) {
  const { t } = useTranslation('tree');
  return (
    <Alert
      style={{ marginBottom: 8 }}
      type="info"
      showIcon
      title={t('opened')}
      description={<Reasons reasons={reasons} most={reasonsShown} />}
      closable={{ onClose }}
    />
  );
}

// Whether the window is too narrow to draw in, and whether it has been wide enough since the page opened.
function useRoom() {
  const wide = Grid.useBreakpoint().md;
  const [opened, setOpened] = useState(false);
  if (wide && !opened) setOpened(true);
  return { narrow: wide === false, opened };
}

function ForgetButton({ process, onDone }: { process: string; onDone: () => void }) {
  const { t } = useTranslation('design');
  const refresh = useRefresh();
  const act = useMutation({
    mutationFn: () => forgetProcess(process),
    onSuccess: () => {
      void refresh();
      onDone();
    },
  });
  return (
    <>
      <Refusal error={act.error} onClose={() => act.reset()} />
      <Popconfirm title={t('begin.sure')} okText={t('begin.forget')} onConfirm={() => act.mutate()}>
        <Button danger loading={act.isPending}>
          {t('begin.forget')}
        </Button>
      </Popconfirm>
    </>
  );
}

function LeaveGuard({ onLeave, onStay }: { onLeave: () => void; onStay: () => void }) {
  const { t } = useTranslation('design');
  return (
    <Modal open title={t('guard.title')} okText={t('guard.leave')} cancelText={t('guard.stay')} onOk={onLeave} onCancel={onStay}>
      {t('guard.what')}
    </Modal>
  );
}

// Ctrl+S saves the draft, where a browser would save the page.
function useSaveKey(save: () => void) {
  const act = useRef(save);
  useEffect(() => {
    act.current = save;
  }, [save]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      act.current();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
