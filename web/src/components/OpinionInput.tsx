import { type GetRef, Input } from 'antd';
import { type ReactNode, type Ref, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Label } from '@/lib/language';
import { wrongAt } from './feedback/wrong-at';
import { Phrases } from './Phrases';

export type OpinionBox = GetRef<typeof Input.TextArea>;

const lettersMax = 4000;
// Nobody counts before it becomes tight.
const lettersTight = 400;

interface OpinionInputProps {
  ref?: Ref<OpinionBox>;
  id?: string; // where a label names the box
  label?: string; // where none does: what is asked for
  prompt?: string; // the step's own words for it
  opinion: string;
  onOpinion: (opinion: string) => void;
  lacking?: string | false; // what is said of a box that is empty although an act wants words
  phrases?: Label[]; // by the pack, for this step
  rows?: number;
  rowsMax?: number;
  beside?: ReactNode; // stands before the phrases
}

// Words that go with an act, asked for in the same way wherever it is done: which are wanted, phrases at hand, how many letters are left.
export function OpinionInput({ ref, id, label, prompt, opinion, onOpinion, lacking, phrases, rows = 1, rowsMax = 4, beside }: OpinionInputProps) {
  const { t } = useTranslation();
  const isLacking = Boolean(lacking) && opinion.trim() === '';
  const wrong = useId();
  const left = lettersMax - opinion.length;
  return (
    <>
      <Input.TextArea
        {...wrongAt(wrong, isLacking)}
        ref={ref}
        id={id}
        value={opinion}
        maxLength={lettersMax}
        autoSize={{ minRows: rows, maxRows: rowsMax }}
        status={isLacking ? 'error' : undefined}
        placeholder={prompt ?? label}
        aria-label={label}
        onChange={(event) => onOpinion(event.target.value)}
      />
      {isLacking && (
        <div id={wrong} role="alert" className="jw-opinion-missing">
          {lacking}
        </div>
      )}
      <div className="jw-opinion-aids">
        {beside}
        <Phrases given={phrases} opinion={opinion} onOpinion={(next) => onOpinion(next.slice(0, lettersMax))} />
        {left < lettersTight && <span className="jw-soft jw-small">{t('opinionLeft', { count: left })}</span>}
      </div>
    </>
  );
}
