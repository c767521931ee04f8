//! Each test reads as: an action's time, then what it is on certain days.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn when(text: &str) -> When {
    When::parse(text).unwrap()
}

/// An action of a plan that runs from 1 April 2008 to 31 March 2009.
fn action() -> Timing<'static> {
    Timing { period: Some((day("2008-04-01"), Some(day("2009-03-31")))), ..Timing::default() }
}

/// One line: the state, days late or left, what is judged, reports owed, plan ended.
fn on(timing: &Timing, date: &str) -> String {
    let verdict = judge(timing, day(date), DUE_SOON_DAYS);
    let mut line = verdict.state.id().to_owned();
    if let (Some(due), Some(days)) = (verdict.due, verdict.days) {
        line += &format!(" {} {days}", due.day);
    }
    if verdict.owed > 0 {
        line += &format!(" owes {}", verdict.owed);
    }
    if verdict.plan_ended {
        line += " plan-ended";
    }
    line
}

#[test]
fn a_month_is_due_on_its_last_day_and_overdue_from_the_day_after() {
    let due = [when("2008-06")];
    let timing = Timing { due: due.to_vec(), ..action() };
    assert_eq!(on(&timing, "2008-04-01"), "scheduled 2008-06-30 -90");
    assert_eq!(on(&timing, "2008-05-29"), "scheduled 2008-06-30 -32");
    assert_eq!(on(&timing, "2008-05-30"), "due-soon 2008-06-30 -31");
    assert_eq!(on(&timing, "2008-06-30"), "due-soon 2008-06-30 0");
    assert_eq!(on(&timing, "2008-07-01"), "overdue 2008-06-30 1");
    assert_eq!(on(&timing, "2008-10-01"), "overdue 2008-06-30 93");
    assert_eq!(on(&timing, "2009-04-01"), "overdue 2008-06-30 275 plan-ended");
}

#[test]
fn a_financial_year_ends_on_31_march() {
    let due = [when("2007/08")];
    let timing = Timing { due: due.to_vec(), ..action() };
    assert_eq!(on(&timing, "2008-03-31"), "due-soon 2008-03-31 0");
    assert_eq!(on(&timing, "2008-04-01"), "overdue 2008-03-31 1");
}

#[test]
fn several_deadlines_are_judged_by_the_earliest_not_done() {
    let due = [when("2009-02"), when("2008-12")];
    let timing = Timing { due: due.to_vec(), ..action() };
    assert_eq!(on(&timing, "2009-01-01"), "overdue 2008-12-31 1");
    assert_eq!(judge(&timing, day("2009-03-01"), 31).missed, 2);

    let step = |due: &str, done: Option<&str>| Step { due: Some(when(due)), done: done.map(day), ..Step::default() };
    let milestones = vec![step("2008-07", Some("2008-07-11")), step("2008-08", None), step("2008-09", None)];
    let timing = Timing { milestones, ..action() };
    assert_eq!(on(&timing, "2008-09-01"), "overdue 2008-08-31 1");
    let verdict = judge(&timing, day("2008-09-01"), 31);
    assert_eq!((verdict.reached, verdict.milestones, verdict.missed), (1, 3, 1));
    let days = missed(&timing, day("2009-01-01"), 9).iter().map(|due| due.day.to_string()).collect::<Vec<_>>();
    assert_eq!(days, ["2008-08-31", "2008-09-30"]);
}

#[test]
fn an_action_whose_milestones_are_all_done_is_complete_from_that_day() {
    let step = |due: &str, done: &str| Step { due: Some(when(due)), done: Some(day(done)), ..Step::default() };
    let timing = Timing { milestones: vec![step("2008-07", "2008-07-11"), step("2008-08", "2008-09-10")], ..action() };
    assert_eq!(on(&timing, "2008-09-10"), "closed");
    let verdict = judge(&timing, day("2008-09-10"), 31);
    assert_eq!((verdict.closed_on, verdict.completed_late), (Some(day("2008-09-10")), Some(10)));
    assert_eq!(on(&timing, "2008-09-09"), "overdue 2008-08-31 9");
}

#[test]
fn a_deadline_then_ongoing_is_overdue_until_the_plan_says_when_it_was_set_up() {
    let due = [when("2008-06")];
    let timing = Timing { due: due.to_vec(), ongoing: true, ..action() };
    assert_eq!(on(&timing, "2008-10-01"), "overdue 2008-06-30 93");
    let set_up = Timing { set_up: Some(day("2008-07-05")), ..timing.clone() };
    assert_eq!(on(&set_up, "2008-07-04"), "overdue 2008-06-30 4");
    assert_eq!(on(&set_up, "2008-07-05"), "ongoing");
    // That something was written or begun does not say that it is there; a milestone of its very date does.
    let noted = Timing { notes: vec![day("2008-07-05")], stage: Stage::Started, ..timing.clone() };
    assert_eq!(on(&noted, "2008-10-01"), "overdue 2008-06-30 93");
    let step = |due: &str| Step { due: Some(when(due)), done: Some(day("2008-05-01")), ..Step::default() };
    let other = Timing { milestones: vec![step("2008-05")], ..timing.clone() };
    assert_eq!(on(&other, "2008-10-01"), "overdue 2008-06-30 93");
    let same = Timing { milestones: vec![step("2008-06")], ..timing };
    assert_eq!(on(&same, "2008-10-01"), "ongoing");
}

#[test]
fn recurring_work_owes_a_report_for_each_whole_period_that_has_ended() {
    let timing = Timing { every: Every::parse("6 months"), ..action() };
    assert_eq!(on(&timing, "2008-08-30"), "due-soon 2008-09-30 -31");
    assert_eq!(on(&timing, "2008-09-30"), "due-soon 2008-09-30 0");
    assert_eq!(on(&timing, "2008-10-01"), "overdue 2008-09-30 1 owes 1");
    assert_eq!(on(&timing, "2009-04-01"), "overdue 2008-09-30 183 owes 2 plan-ended");
    assert_eq!(on(&timing, "2010-04-01"), "overdue 2008-09-30 548 owes 2 plan-ended");
}

#[test]
fn a_late_report_pays_the_oldest_period_and_none_pays_twice() {
    let quarterly = Timing { every: Every::parse("quarter"), ..action() };
    let with = |reports: &[&str]| Timing { reports: reports.iter().map(|on| day(on)).collect(), ..quarterly.clone() };
    let noted = Timing { notes: vec![day("2008-07-08")], ..quarterly.clone() };
    assert_eq!(on(&noted, "2008-07-10"), "overdue 2008-06-30 10 owes 1");
    assert_eq!(on(&with(&["2008-07-08"]), "2008-07-10"), "scheduled 2008-09-30 -82");
    assert_eq!(on(&with(&["2008-07-08"]), "2008-10-01"), "overdue 2008-09-30 1 owes 1");
    assert_eq!(on(&with(&["2008-12-08"]), "2008-12-10"), "overdue 2008-09-30 71 owes 1");
    assert_eq!(on(&with(&["2008-05-01", "2008-05-20"]), "2008-10-01"), "overdue 2008-09-30 1 owes 1");
    assert_eq!(on(&with(&["2008-03-31"]), "2008-07-01"), "overdue 2008-06-30 1 owes 1");
    assert_eq!(on(&with(&["2008-04-01", "2008-07-01", "2008-10-01", "2009-01-01"]), "2009-04-01"), "ongoing plan-ended");
}

#[test]
fn periods_are_counted_from_the_start_given_else_from_the_first_deadline() {
    let monthly = Timing { every: Every::parse("month"), from: Some(when("2008-09")), ..action() };
    assert_eq!(on(&monthly, "2008-09-30"), "due-soon 2008-09-30 0");
    assert_eq!(on(&monthly, "2008-11-01"), "overdue 2008-09-30 32 owes 2");
    let due = [when("2008-06")];
    let after = Timing { every: Every::parse("quarter"), due: due.to_vec(), ..action() };
    assert_eq!(on(&after, "2008-06-01"), "due-soon 2008-06-30 -29");
    assert_eq!(on(&after, "2008-10-01"), "overdue 2008-06-30 93 owes 1");
    let set_up = Timing { reports: vec![day("2008-06-30")], ..after.clone() };
    assert_eq!(on(&set_up, "2008-10-01"), "overdue 2008-09-30 1 owes 1");
    let both = Timing { reports: vec![day("2008-06-30"), day("2008-08-01")], ..after };
    assert_eq!(on(&both, "2008-10-01"), "scheduled 2008-12-31 -91");
}

/// A board asks for a report on 30 January and every month from then on, and gets none.
#[test]
fn recurring_work_falls_due_whole_periods_after_its_deadline() {
    let whole_decade = Some((day("2024-01-01"), Some(day("2033-12-31"))));
    let due = |deadline: &str, every: &str, until: &str| {
        let deadline = when(deadline);
        let paid = vec![deadline.last_day()];
        let timing =
            Timing { period: whole_decade, due: vec![deadline], every: Every::parse(every), reports: paid, ..Timing::default() };
        let days = falling_due(&timing, deadline.last_day(), (deadline.last_day(), day(until)));
        days.iter().map(|due| due.day.to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(due("2026-01-30", "month", "2026-06-30"), "2026-02-28 2026-03-30 2026-04-30 2026-05-30 2026-06-30");
    assert_eq!(due("2026-06-30", "quarter", "2027-03-31"), "2026-09-30 2026-12-31 2027-03-31");
    assert_eq!(due("2026-01", "month", "2026-04-30"), "2026-02-28 2026-03-31 2026-04-30");
    assert_eq!(due("2026-01-30", "week", "2026-02-13"), "2026-02-06 2026-02-13");
}

#[test]
fn what_is_published_once_a_year_is_in_time_on_the_same_day_of_the_next() {
    let period = Some((day("2024-01-01"), Some(day("2028-12-31"))));
    let due = [when("2024-02-28")];
    let every = Every::parse("year");
    let timing = Timing { period, due: due.to_vec(), every, reports: vec![day("2024-02-20")], ..Timing::default() };
    assert_eq!(on(&timing, "2025-02-27"), "due-soon 2025-02-28 -1");
    assert_eq!(on(&timing, "2025-02-28"), "due-soon 2025-02-28 0");
    assert_eq!(on(&timing, "2025-03-01"), "overdue 2025-02-28 1 owes 1");
    // A late report pays the year that it is late for.
    let late = Timing { reports: vec![day("2024-02-20"), day("2025-03-01")], ..timing };
    assert_eq!(on(&late, "2026-03-01"), "overdue 2026-02-28 1 owes 1");
}

#[test]
fn every_meeting_runs_from_meeting_to_meeting() {
    let timing = Timing { every: Some(Every::Meeting), ..action() };
    assert_eq!(on(&timing, "2008-10-01"), "undated");
    assert_eq!(judge(&timing, day("2008-10-01"), 31).unjudged, Some(Unjudged::NoMeetings));
    let meetings = [day("2008-06-18"), day("2008-09-17")];
    let timing = Timing { meetings: &meetings, ..timing };
    assert_eq!(on(&timing, "2008-06-18"), "due-soon 2008-06-18 0");
    assert_eq!(on(&timing, "2008-06-19"), "overdue 2008-06-18 1 owes 1");
    assert_eq!(on(&timing, "2008-10-01"), "overdue 2008-06-18 105 owes 2");
    let paid = Timing { reports: vec![day("2008-06-18"), day("2008-09-17")], ..timing };
    assert_eq!(on(&paid, "2008-09-17"), "ongoing");
    assert_eq!(on(&paid, "2008-10-01"), "undated");
    assert_eq!(judge(&paid, day("2008-10-01"), 31).unjudged, Some(Unjudged::NoLaterMeeting));
    assert_eq!(on(&paid, "2009-04-01"), "ongoing plan-ended");
    let three = [day("2008-06-18"), day("2008-09-17"), day("2008-12-10")];
    let with_another = Timing { meetings: &three, reports: vec![day("2008-06-10"), day("2008-08-01")], ..paid };
    assert_eq!(on(&with_another, "2008-10-01"), "scheduled 2008-12-10 -70");
}

#[test]
fn recurring_work_is_counted_from_the_first_deadline_as_it_stood() {
    let due = [when("2008-12")];
    let moved = Move { from: when("2008-04"), to: when("2008-12"), on: Some(day("2008-11-03")) };
    let every = Every::parse("quarter");
    let timing = Timing { due: due.to_vec(), every, moves: vec![moved], reports: vec![day("2008-04-20")], ..action() };
    assert_eq!(on(&timing, "2008-10-01"), "overdue 2008-07-31 62 owes 1");
}

#[test]
fn a_deadline_that_the_milestones_cover_is_met_with_them() {
    let due = [when("2008-06")];
    let step = |due: &str| Step { due: Some(when(due)), done: Some(day("2008-06-10")), ..Step::default() };
    let timing = Timing { due: due.to_vec(), milestones: vec![step("2008-05"), step("2008-06")], ..action() };
    assert_eq!(on(&timing, "2008-10-01"), "closed");
    let earlier = Timing { milestones: vec![step("2008-05")], ..timing };
    assert_eq!(on(&earlier, "2008-10-01"), "overdue 2008-06-30 93");
}

#[test]
fn terms_and_a_plan_without_a_period_are_not_judged() {
    let termly = Timing { every: Some(Every::Term), ..action() };
    assert_eq!(on(&termly, "2008-10-01"), "undated");
    assert_eq!(judge(&termly, day("2008-10-01"), 31).unjudged, Some(Unjudged::Terms));
    let timing = Timing { every: Every::parse("month"), ..Timing::default() };
    assert_eq!(judge(&timing, day("2008-10-01"), 31).unjudged, Some(Unjudged::NoPeriod));
}

#[test]
fn work_that_starts_from_a_month_is_late_to_start_without_a_sign_of_it() {
    let timing = Timing { from: Some(when("2008-09")), ..action() };
    assert_eq!(on(&timing, "2008-07-01"), "scheduled 2008-09-30 -91");
    assert_eq!(on(&timing, "2008-09-30"), "due-soon 2008-09-30 0");
    assert_eq!(on(&timing, "2008-10-01"), "late-to-start 2008-09-30 1");
    assert_eq!(on(&Timing { stage: Stage::Started, ..timing.clone() }, "2008-10-01"), "ongoing");
    assert_eq!(on(&Timing { notes: vec![day("2008-09-20")], ..timing.clone() }, "2008-10-01"), "ongoing");
    assert_eq!(on(&Timing { standing: true, ..timing.clone() }, "2008-10-01"), "ongoing");
    // A start is late with a deadline too; a deadline that has passed is worse. What began before the plan is history.
    let due = [when("2008-12")];
    let with_deadline = Timing { due: due.to_vec(), ..timing.clone() };
    assert_eq!(on(&with_deadline, "2008-09-30"), "scheduled 2008-12-31 -92");
    assert_eq!(on(&with_deadline, "2008-10-15"), "late-to-start 2008-09-30 15");
    assert_eq!(on(&with_deadline, "2009-01-01"), "overdue 2008-12-31 1");
    let begun = Timing { begun: true, ..with_deadline };
    assert_eq!(on(&begun, "2008-10-15"), "scheduled 2008-12-31 -77");
    assert_eq!(on(&Timing { from: Some(when("2007")), ..timing }, "2008-10-15"), "ongoing");
}

#[test]
fn ongoing_standing_event_and_undated_work_is_never_overdue() {
    for date in ["2000-01-01", "2008-10-01", "2020-01-01"] {
        let ended = if date == "2020-01-01" { " plan-ended" } else { "" };
        assert_eq!(on(&Timing { ongoing: true, ..action() }, date), format!("ongoing{ended}"));
        assert_eq!(on(&Timing { standing: true, ..action() }, date), format!("ongoing{ended}"));
        assert_eq!(on(&Timing { event: true, ongoing: true, ..action() }, date), format!("event{ended}"));
        assert_eq!(on(&action(), date), format!("undated{ended}"));
    }
}

#[test]
fn what_is_decided_on_a_day_was_not_known_when_the_day_began() {
    let meeting = "2008-09-17";
    let before = |timing: &Timing, date: &str| on(&timing.clone().without_facts_of(day(date)), date);
    let due = [when("2008-06")];
    let late = Timing { due: due.to_vec(), ..action() };
    assert_eq!(before(&late, meeting), "overdue 2008-06-30 79");
    // What is due up to the last of August is overdue when September begins.
    let august = [when("2008-08")];
    assert_eq!(before(&Timing { due: august.to_vec(), ..action() }, "2008-09-01"), "overdue 2008-08-31 1");
    let completed = Timing { stage: Stage::Complete, completed: Some(day(meeting)), ..late.clone() };
    assert_eq!((on(&completed, meeting), before(&completed, meeting)), ("closed".into(), "overdue 2008-06-30 79".into()));
    assert_eq!(before(&completed, "2008-09-18"), "closed");
    let to = [when("2008-12")];
    let moved = Move { from: when("2008-06"), to: when("2008-12"), on: Some(day(meeting)) };
    let put_back = Timing { due: to.to_vec(), moves: vec![moved], ..action() };
    assert_eq!(on(&put_back, meeting), "scheduled 2008-12-31 -105");
    assert_eq!(before(&put_back, meeting), "overdue 2008-06-30 79");
    let step = Step { due: Some(when("2008-06")), done: Some(day(meeting)), ..Step::default() };
    let reached = Timing { milestones: vec![step], ..action() };
    assert_eq!((on(&reached, meeting), before(&reached, meeting)), ("closed".into(), "overdue 2008-06-30 79".into()));
    let reported = Timing { every: Every::parse("quarter"), reports: vec![day(meeting)], ..action() };
    assert_eq!(on(&reported, meeting), "due-soon 2008-09-30 -13");
    assert_eq!(before(&reported, meeting), "overdue 2008-06-30 79 owes 1");
}

#[test]
fn every_state_knows_its_place() {
    for (place, state) in State::ALL.into_iter().enumerate() {
        assert_eq!(state.index(), place);
    }
}

#[test]
fn closed_work_is_closed_from_the_day_it_closed() {
    let due = [when("2008-06")];
    let done = Timing { due: due.to_vec(), stage: Stage::Complete, completed: Some(day("2008-08-15")), ..action() };
    assert_eq!(on(&done, "2008-08-14"), "overdue 2008-06-30 45");
    assert_eq!(on(&done, "2008-08-15"), "closed");
    let verdict = judge(&done, day("2009-05-01"), 31);
    assert_eq!((verdict.closed_on, verdict.completed_late), (Some(day("2008-08-15")), Some(46)));
    assert_eq!(judge(&done, day("2008-08-14"), 31).closed_on, None);
    assert_eq!(judge(&Timing { completed: None, ..done.clone() }, day("2009-05-01"), 31).closed_on, None);
    assert_eq!(on(&Timing { stage: Stage::Open, ..done.clone() }, "2008-08-15"), "closed");
    assert_eq!(on(&Timing { stage: Stage::Started, ..done.clone() }, "2008-08-15"), "overdue 2008-06-30 46");
    assert_eq!(on(&Timing { completed: None, ..done.clone() }, "2008-01-01"), "closed");
    assert_eq!(on(&Timing { stage: Stage::Dropped, completed: None, ..done.clone() }, "2010-01-01"), "closed");
    // It keeps its deadline.
    assert_eq!(verdict.due.map(|due| due.day), Some(day("2008-06-30")));
}

#[test]
fn a_closing_status_without_a_day_counts_from_the_latest_dated_fact() {
    for stage in [Stage::Complete, Stage::Dropped] {
        let due = [when("2008-06")];
        let bare = Timing { due: due.to_vec(), stage, ..action() };
        assert_eq!(on(&bare, "2008-05-01"), "closed");
        let noted = Timing { notes: vec![day("2008-09-10"), day("2008-04-02")], ..bare.clone() };
        assert_eq!((on(&noted, "2008-09-09"), on(&noted, "2008-09-10")), ("overdue 2008-06-30 71".into(), "closed".into()));
        assert!(judge(&noted, day("2008-09-09"), 31).closed_undated && judge(&noted, day("2008-10-01"), 31).closed_undated);
        let dated = Timing { closed: Some(day("2008-08-01")), ..noted };
        assert_eq!((on(&dated, "2008-07-31"), on(&dated, "2008-08-01")), ("overdue 2008-06-30 31".into(), "closed".into()));
        assert!(!judge(&dated, day("2008-07-31"), 31).closed_undated);
        // A later plan that carries it on says the day itself.
        let carried = Timing { stage: Stage::Dropped, carried_on: Some(day("2009-04-01")), ..bare };
        assert_eq!(on(&carried, "2009-03-31"), "overdue 2008-06-30 274");
        assert_eq!(on(&carried, "2009-04-01"), "closed");
        assert!(!judge(&carried, day("2008-07-31"), 31).closed_undated);
    }
}

#[test]
fn the_stage_is_that_of_the_latest_dated_fact() {
    let due = [when("2008-06")];
    let stages =
        vec![(day("2008-05-01"), Stage::Started), (day("2008-07-01"), Stage::OnHold), (day("2008-09-01"), Stage::Started)];
    let notes: Vec<NaiveDate> = stages.iter().map(|(on, _)| *on).collect();
    let timing =
        Timing { due: due.to_vec(), stages, notes, stage: Stage::Complete, completed: Some(day("2008-12-01")), ..action() };
    assert_eq!(timing.standing(day("2008-04-30")), Standing { stage: Stage::Open, says: Says::Nothing, since: None });
    assert_eq!(timing.standing(day("2008-05-01")).stage, Stage::Started);
    assert_eq!(on(&timing, "2008-07-15"), "on-hold 2008-06-30 15");
    assert_eq!(on(&timing, "2008-11-30"), "overdue 2008-06-30 153");
    assert_eq!(on(&timing, "2008-12-01"), "closed");
    // An undated status that closes nothing counts for every day, where there is no dated one.
    let held = Timing { due: due.to_vec(), stage: Stage::OnHold, notes: vec![day("2008-09-01")], ..action() };
    assert_eq!(on(&held, "2008-07-15"), "on-hold 2008-06-30 15");
}

#[test]
fn a_review_is_missed_when_no_note_came_since() {
    let timing = Timing { ongoing: true, reviews: vec![when("2008-06"), when("2008-12")], ..action() };
    let missed = |timing: &Timing, date: &str| judge(timing, day(date), 31).review_missed.map(|review| review.to_string());
    assert_eq!(missed(&timing, "2008-06-30"), None);
    assert_eq!(missed(&timing, "2008-07-01"), Some("2008-06".into()));
    // A note of the month of the review satisfies it, and all before it.
    let noted = Timing { notes: vec![day("2008-06-01")], ..timing.clone() };
    assert_eq!((missed(&noted, "2008-12-31"), missed(&noted, "2009-01-01")), (None, Some("2008-12".into())));
    assert_eq!(missed(&Timing { stage: Stage::Complete, ..timing }, "2009-01-01"), None);
}

#[test]
fn any_open_date_may_lie_in_a_window() {
    let step = |due: &str| Step { due: Some(when(due)), ..Step::default() };
    let timing = Timing { due: vec![when("2012-10")], milestones: vec![step("2012-07"), step("2012-09")], ..Timing::default() };
    let open = |timing: &Timing, first: &str, last: &str| has_open_date(timing, day("2012-06-15"), (day(first), day(last)));
    assert!(open(&timing, "2012-09-01", "2012-09-30") && open(&timing, "2012-10-31", "2012-12-31"));
    assert!(!open(&timing, "2012-08-01", "2012-09-29") && !open(&timing, "2012-11-01", "2013-09-29"));
    let closed = Timing { stage: Stage::Complete, completed: Some(day("2012-06-01")), ..timing };
    assert!(!open(&closed, "2012-01-01", "2012-12-31"));
    let monthly = Timing { every: Every::parse("month"), ..action() };
    assert!(has_open_date(&monthly, day("2008-05-01"), (day("2008-09-30"), day("2008-09-30"))));
    assert!(!has_open_date(&monthly, day("2008-05-01"), (day("2008-09-01"), day("2008-09-29"))));
}

#[test]
fn work_on_hold_keeps_the_deadline_it_would_have_missed() {
    let due = [when("2008-06")];
    let timing = Timing { due: due.to_vec(), stage: Stage::OnHold, ..action() };
    assert_eq!(on(&timing, "2008-10-01"), "on-hold 2008-06-30 93");
    assert_eq!(judge(&timing, day("2008-10-01"), 31).days_late(), None);
}

#[test]
fn a_date_moved_later_on_had_not_moved_yet() {
    let due = [when("2009-01")];
    let moved = Move { from: when("2008-09"), to: when("2009-01"), on: Some(day("2008-10-15")) };
    let timing = Timing { due: due.to_vec(), moves: vec![moved], ..action() };
    assert_eq!(on(&timing, "2008-10-14"), "overdue 2008-09-30 14");
    assert_eq!(on(&timing, "2008-10-15"), "scheduled 2009-01-31 -108");
}

#[test]
fn every_open_deadline_in_a_window_falls_due() {
    let due = [when("2008-09"), when("2009-03")];
    let timing = Timing { due: due.to_vec(), ..action() };
    let falling = |timing: &Timing, first: &str, last: &str| -> Vec<String> {
        let dues = falling_due(timing, day("2008-10-01"), (day(first), day(last)));
        dues.iter().map(|due| due.day.to_string()).collect()
    };
    assert_eq!(falling(&timing, "2008-10-01", "2009-03-31"), ["2009-03-31"]);
    assert_eq!(falling(&timing, "2008-10-01", "2009-03-30"), Vec::<String>::new());
    let quarterly = Timing { every: Every::parse("quarter"), ..action() };
    assert_eq!(falling(&quarterly, "2008-10-01", "2009-06-30"), ["2008-12-31", "2009-03-31"]);
    assert_eq!(falling(&Timing { stage: Stage::OnHold, ..timing }, "2008-10-01", "2009-03-31"), Vec::<String>::new());
    let starts = Timing { from: Some(when("2008-11")), ..action() };
    assert_eq!(falling(&starts, "2008-10-01", "2009-03-31"), ["2008-11-30"]);
}

#[test]
fn a_day_later_is_a_day_later() {
    arbtest::arbtest(|u| {
        let origin = day("2008-01-01");
        let offset = |u: &mut arbtest::arbitrary::Unstructured| -> arbtest::arbitrary::Result<NaiveDate> {
            Ok(origin + Days::new(u.int_in_range(0..=900)?))
        };
        let due: Vec<When> =
            (0..u.int_in_range(0..=2)?).map(|_| Ok(When::Day(offset(u)?))).collect::<arbtest::arbitrary::Result<_>>()?;
        let everies = [None, Every::parse("month"), Every::parse("quarter"), Every::parse("2 weeks"), Some(Every::Meeting)];
        let mut meetings = [offset(u)?, offset(u)?];
        meetings.sort_unstable();
        let timing = Timing {
            due: due.to_vec(),
            every: *u.choose(&everies)?,
            from: if u.arbitrary()? { Some(When::Day(offset(u)?)) } else { None },
            ongoing: u.arbitrary()?,
            meetings: &meetings,
            notes: (0..u.int_in_range(0..=3)?).map(|_| offset(u)).collect::<arbtest::arbitrary::Result<_>>()?,
            ..action()
        };
        let today = offset(u)?;
        let now = judge(&timing, today, 31);
        let next = judge(&timing, today + Days::new(1), 31);
        let quiet = !timing.notes.contains(&(today + Days::new(1)));
        if quiet && now.state == State::Overdue {
            assert_eq!(next.state, State::Overdue, "{timing:?}");
            assert_eq!(next.days, now.days.map(|days| days + 1), "{timing:?} {today}");
            assert!(next.owed >= now.owed);
        }
        match now.state {
            State::Overdue => assert!(now.days > Some(0)),
            State::DueSoon | State::Scheduled => assert!(now.days <= Some(0)),
            _ => {}
        }
        if timing.due.is_empty() && timing.every.is_none() {
            assert_ne!(now.state, State::Overdue, "{timing:?}");
        }
        Ok(())
    });
}
