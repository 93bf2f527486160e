import { useMutation } from '@tanstack/react-query';
import { App, Button, DatePicker, InputNumber, Modal, Popconfirm, Radio, Space } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { archiveProcess, unarchiveProcess } from '@/api/archive-process';
import type { Schemas } from '@/api/client';
import { Refusal } from '@/components/feedback/Refusal';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { formatInstant } from '@/lib/time';

const usualDays = 90;
const mostDays = 3650;

// Which ended matters of the process are archived: out of the lists, found by words and state.
export function ArchivePanel({ process, archive }: { process: string; archive: Schemas['Archive'] | undefined }) {
  const { t } = useTranslation('waiting');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [asking, setAsking] = useState(false);
  const undo = useMutation({
    mutationFn: () => unarchiveProcess(process),
    onSuccess: () => {
      void message.success(t('archive.undone'));
      void refresh();
    },
  });
  return (
    <Panel
      title={t('archive.title')}
      extra={
        <Space>
          {archive && (
            <Popconfirm title={t('archive.sure')} okText={t('archive.undo')} onConfirm={() => undo.mutate()}>
              <Button size="small" loading={undo.isPending}>
                {t('archive.undo')}
              </Button>
            </Popconfirm>
          )}
          <Button size="small" onClick={() => setAsking(true)}>
            {t(archive ? 'archive.change' : 'archive.do')}
          </Button>
        </Space>
      }
    >
      <Refusal error={undo.error} onClose={() => undo.reset()} />
      <p className="jw-soft jw-none">
        {archive ? <Said archive={archive} /> : t('archive.none')}
      </p>
      {asking && <ArchiveDialog process={process} archive={archive} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

function Said({ archive }: { archive: Schemas['Archive'] }) {
  const { t } = useTranslation('waiting');
  return (
    <>
      {archive.after_days ? t('archive.byDays', { days: archive.after_days }) : t('archive.byDay', { day: archive.through })}{' '}
      {t('archive.matters', { count: archive.matters })}{' '}
      {t('archive.who', { name: archive.person.name, at: formatInstant(archive.at) })}
    </>
  );
}

interface ArchiveDialogProps {
  process: string;
  archive: Schemas['Archive'] | undefined;
  onClose: () => void;
}

function ArchiveDialog({ process, archive, onClose }: ArchiveDialogProps) {
  const { t } = useTranslation('waiting');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [by, setBy] = useState<'day' | 'days'>(archive?.after_days ? 'days' : 'day');
  const [day, setDay] = useState(archive?.through);
  const [days, setDays] = useState<number | null>(archive?.after_days ?? usualDays);
  const save = useMutation({
    mutationFn: () => archiveProcess(process, by === 'day' ? { through: day } : { after_days: days ?? usualDays }),
    onSuccess: () => {
      void message.success(t('archive.done'));
      onClose();
      void refresh();
    },
  });
  const ready = by === 'day' ? Boolean(day) : days !== null;
  return (
    <Modal
      open
      title={t('archive.title')}
      okText={t('archive.do')}
      okButtonProps={{ disabled: !ready, loading: save.isPending }}
      onOk={() => save.mutate()}
      onCancel={onClose}
    >
      <Refusal error={save.error} onClose={() => save.reset()} />
      <p className="jw-soft">{t('archive.what')}</p>
      <Radio.Group value={by} onChange={(event) => setBy(event.target.value as 'day' | 'days')} aria-label={t('archive.title')}>
        <Space orientation="vertical">
          <Radio value="day">
            <Space wrap>
              {t('archive.through')}
              <DatePicker
                aria-label={t('archive.day')}
                value={day ? dayjs(day) : null}
                disabledDate={(date) => date.isAfter(dayjs(), 'day')}
                onChange={(date) => {
                  setBy('day');
                  setDay(date ? date.format('YYYY-MM-DD') : undefined);
                }}
              />
              {t('archive.ended')}
            </Space>
          </Radio>
          <Radio value="days">
            <Space wrap>
              {t('archive.after')}
              <InputNumber
                aria-label={t('archive.days')}
                min={1}
                max={mostDays}
                precision={0}
                value={days}
                onChange={(value) => {
                  setBy('days');
                  setDays(value);
                }}
              />
              {t('archive.daysAfter')}
            </Space>
          </Radio>
        </Space>
      </Radio.Group>
    </Modal>
  );
}
