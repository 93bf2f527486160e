import { Button, Dropdown, Grid, Popconfirm, Space, Switch } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import type { Attachment } from '@/components/form/AttachmentList';
import { FilesInput } from '@/components/form/FilesInput';
import { type OpinionBox, OpinionInput } from '@/components/OpinionInput';
import { useLabel } from '@/lib/language';
import { isContinuous, setContinuous } from './continuous';
import { SignButton, SignPad } from './SignHere';
import { useOpinionWords } from './useOpinionWords';
import { type OtherAct, useOtherActs } from './useOtherActs';
import type { Signing } from './useSigning';

type Outcome = Schemas['Outcome'];

interface BarProps {
  task: Schemas['TaskDetail'];
  busy: boolean;
  undecided: boolean; // a choice is to be made in the form before it is handed in
  draft: React.ReactNode;
  opinion: string;
  onOpinion: (opinion: string) => void;
  files: Attachment[]; // that go with the opinion
  onFiles: (files: Attachment[]) => void;
  signing: Signing;
  onComplete: (outcome: string) => void;
  onAct: (act: Schemas['TaskAct']) => void;
  onDeputy: (person: string) => void;
  onSaveDraft: () => void;
}

// Of a phone, in letters: a Chinese one is as wide as two. A button is some wider than its words.
const lettersOfPhone = 49;
const edgeOfButton = 5;

// The acts of a task, always at hand at the foot of the page. Ctrl+Enter does the first of them.
export function ActionBar(props: BarProps) {
  const { task, busy, undecided, draft, opinion, onOpinion, files, onFiles, signing, onComplete, onAct, onDeputy, onSaveDraft } = props;
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const phone = Grid.useBreakpoint().md === false;
  const [asked, setAsked] = useState(false);
  const [pad, setPad] = useState<'folded' | 'open' | 'missing'>('folded');
  const box = useRef<OpinionBox>(null);
  const completes = task.acts.includes('complete');
  const lacksSignature = task.needs_signature === true && !signing.isSigned;

  const needsOpinion = (outcome: Outcome) => task.opinion === 'required' || (task.opinion === 'required_on_disagree' && outcome.tone !== 'primary');
  const lacksOpinion = (outcome: Outcome) => needsOpinion(outcome) && opinion.trim() === '';
  const label = useOpinionWords(task.outcomes.map((outcome) => ({ ...outcome, needs_opinion: needsOpinion(outcome) })));

  function complete(outcome: Outcome) {
    const isLacking = lacksOpinion(outcome);
    setAsked(isLacking);
    if (isLacking) {
      if (phone) setPad('folded');
      return requestAnimationFrame(() => box.current?.focus());
    }
    if (lacksSignature) return setPad('missing');
    onComplete(outcome.id);
  }

  const mayByKey = completes && !busy && !undecided && !task.final;
  useSubmitKey(() => {
    if (mayByKey) complete(task.outcomes[0]);
  });
  const signs = completes && task.needs_signature === true;
  // The board takes the place of the opinion where there is none for both.
  const writes = completes && !(phone && signs && pad !== 'folded');

  const { acts: others, dialogs } = useOtherActs(task, onAct, onDeputy);

  return (
    <div className="jw-actions" role="toolbar" aria-label={t('acts')}>
      {signs && pad !== 'folded' && <SignPad signing={signing} missing={pad === 'missing'} onFold={() => setPad('folded')} />}
      {writes && (
        <OpinionInput
          ref={box}
          label={label}
          prompt={task.prompt ? text(task.prompt) : undefined}
          opinion={opinion}
          onOpinion={onOpinion}
          lacking={asked && t('opinion.missing')}
          phrases={task.phrases}
          beside={<FilesInput id="opinion-files" small files={files} onChange={onFiles} />}
        />
      )}
      <Space wrap className="jw-actions-row">
        {signs && pad === 'folded' && <SignButton signing={signing} onOpen={() => setPad('open')} />}
        {completes &&
          task.outcomes.map((outcome, place) => (
            <OutcomeButton
              key={outcome.id}
              outcome={outcome}
              first={place === 0}
              confirm={task.final && !lacksOpinion(outcome) && !lacksSignature}
              busy={busy}
              disabled={undecided}
              onChosen={() => complete(outcome)}
            />
          ))}
        {completes && task.acts.includes('save_draft') && (
          <Button disabled={busy} onClick={onSaveDraft}>
            {t('act.save_draft')}
          </Button>
        )}
        {!phone && others.map((other) => <ActButton key={other.key} label={other.label} onClick={other.onClick} busy={busy} />)}
        {completes && draft}
        {completes && !phone && <ContinuousSwitch />}
        {completes && !phone && !task.final && <span className="jw-soft jw-small">{t('shortcut')}</span>}
      </Space>
      {phone && (
        <div className="jw-other-acts">
          {completes && <ContinuousSwitch />}
          <ActsOnPhone acts={others} beside={completes ? t('continuous.title') : ''} busy={busy} />
        </div>
      )}
      {dialogs}
    </div>
  );
}

// As many as fit in the width of a phone beside these words stand there by themselves, the others behind one button.
function ActsOnPhone({ acts, beside, busy }: { acts: OtherAct[]; beside: string; busy: boolean }) {
  const { t } = useTranslation('tasks');
  const more = useRef<HTMLButtonElement>(null);
  const place = lettersOfPhone - (beside ? widthOf(beside) : 0);
  const all = fitting(acts, place);
  const shown = all.length === acts.length ? all : fitting(acts, place - widthOf(t('more')));
  const items = acts.filter((act) => !shown.includes(act)).map(({ key, label, onClick }) => ({
    key,
    label,
    onClick: () => {
      // A dialog gives the focus back to where it was called from, and the menu is gone by then.
      more.current?.focus();
      onClick();
    },
  }));
  return (
    <>
      {shown.map((act) => (
        <ActButton key={act.key} label={act.label} onClick={act.onClick} busy={busy} />
      ))}
      {items.length > 0 && (
        <Dropdown trigger={['click']} placement="topRight" menu={{ items }}>
          <Button ref={more} disabled={busy} className="jw-more-acts">
            {t('more')}
          </Button>
        </Dropdown>
      )}
    </>
  );
}

function fitting(acts: OtherAct[], place: number): OtherAct[] {
  let left = place;
  return acts.filter((act) => {
    const fits = widthOf(act.label) <= left;
    if (fits) left -= widthOf(act.label);
    return fits;
  });
}

function widthOf(words: string): number {
  return [...words].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), edgeOfButton);
}

// An act that stands there by itself, one click from the task.
function ActButton({ label, busy, onClick }: { label: string; busy: boolean; onClick: () => void }) {
  return (
    <Button disabled={busy} onClick={onClick}>
      {label}
    </Button>
  );
}

function ContinuousSwitch() {
  const { t } = useTranslation('tasks');
  const [on, setOn] = useState(isContinuous);
  return (
    <Space size="small">
      <Switch
        id="continuous"
        size="small"
        checked={on}
        onChange={(next) => {
          setContinuous(next);
          setOn(next);
        }}
      />
      <label htmlFor="continuous" className="jw-small" title={t('continuous.what')}>
        {t('continuous.title')}
      </label>
    </Space>
  );
}

interface OutcomeProps {
  outcome: Outcome;
  first: boolean;
  confirm: boolean;
  busy: boolean;
  disabled: boolean;
  onChosen: () => void;
}

function OutcomeButton({ outcome, first, confirm, busy, disabled, onChosen }: OutcomeProps) {
  const { t } = useTranslation('tasks');
  const text = useLabel()(outcome.title);
  const button = useRef<HTMLButtonElement>(null);
  const look = { type: first ? ('primary' as const) : ('default' as const), danger: outcome.tone === 'danger', loading: busy, disabled };
  if (!confirm) {
    return (
      <Button {...look} onClick={onChosen}>
        {text}
      </Button>
    );
  }
  return (
    <Popconfirm
      title={t('final.title', { outcome: text })}
      description={t('final.text')}
      okText={text}
      okButtonProps={{ autoFocus: true }}
      destroyOnHidden
      // Within the bar, which stands still: on the page it would look for a new place whenever that scrolls.
      getPopupContainer={(opener) => opener.parentElement ?? document.body}
      onConfirm={onChosen}
      onCancel={() => button.current?.focus()}
    >
      <Button ref={button} {...look}>
        {text}
      </Button>
    </Popconfirm>
  );
}

// Ctrl+Enter, wherever one is on the page but in a dialog or drawer, which have their own. The field left last hands
// over its value first.
function useSubmitKey(submit: () => void) {
  const act = useRef(submit);
  useEffect(() => {
    act.current = submit;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      if (target.closest('[role="dialog"]')) return;
      event.preventDefault();
      target.blur();
      setTimeout(() => act.current());
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
