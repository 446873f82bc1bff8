//! English, the language every screen exists in.

/// Declares the sections of a part of the words together with their English texts.
macro_rules! english {
    ($(#[$words_doc:meta])* $words:ident, $all:ident;
     $($(#[$doc:meta])* $section:ident: $name:ident { $($key:ident = $text:literal,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            #[allow(missing_docs, reason = "a key is documented by its English text")]
            pub struct $name { $(pub $key: &'static str,)* }
        )*

        $(#[$words_doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $words {
            /// As HTML wants it.
            pub language: &'static str,
            $($(#[$doc])* pub $section: $name,)*
        }

        /// The English texts.
        pub const $all: $words = $words {
            language: "en",
            $($section: $name { $($key: $text,)* },)*
        };
    };
}

english! {
    /// The sentences a first question needs.
    Words, EN;

    /// The frame around every screen.
    frame: Frame {
        name = "Fourfold",
        skip = "Skip to content",
        navigation = "Main",
        start = "Start",
        assess = "Assess",
        figures = "Figures",
        results = "Results",
        plan = "Plan",
        library = "Library",
        theme = "Colours: {0}",
        theme_system = "as the system",
        theme_light = "light",
        theme_dark = "dark",
        saved = "Saved in this browser {0}",
        unchanged = "Kept in this browser",
        working = "One moment …",
        footer = "Everything you enter stays in this browser. Nothing is sent anywhere.",
        not_found = "There is nothing at this address",
        not_found_help = "The link may be cut off, or the assessment is not in this browser.",
        nothing_open = "No assessment is open yet",
        nothing_open_help = "Start one, open the sample, or restore one from a file: all of it begins on the start page.",
        to_start = "Go to the start",
        undo = "Undo",
        dismiss = "Dismiss",
        close = "Close",
        cancel = "Cancel",
        unnamed = "Unnamed assessment",
    }

    /// What is said when something does not work.
    trouble: TroubleWords {
        blocked = "This browser does not let the app keep anything. You can work, but all of it is gone when this tab closes: export a file before you leave.",
        full = "The browser's storage is full. Your last changes are only in this tab. Export a file, then delete what other pages of this site keep, or an assessment you no longer need.",
        failed = "Your last changes could not be kept in this browser ({0}). They are in this tab; export a file to be safe.",
        export = "Export a file",
        pack_failed = "The questions could not be loaded: {0}. Each size comes over the network when it is first opened, and is there without a network from then on. Check the connection and reload the page; your answers are safe.",
        reload = "Reload",
        rest_failed = "A part of this app did not arrive. What you answer is kept; results, figures and the library need that part. Check the connection.",
        again = "Try again",
    }

    /// The start page.
    start: Start {
        title = "Start",
        headline = "See whether your IT is run as a supplier of services",
        lead = "Four indicators, from your practice and your figures: what they show, how sure that is, and why.",
        begin = "Start an assessment",
        begin_means = "From a quick scan of 24 questions in 20 minutes to a full audit of 134 or more. Figures whenever you have them.",
        resume = "Continue",
        resume_means = "{0} answered · changed {1}",
        how = "How it works",
        how_practice = "Say how things are done",
        how_practice_means = "Each question describes six ways of working. You choose the one that fits; evidence makes it count for more.",
        how_figures = "Add what was measured",
        how_figures_means = "Paste revenue, budgets, risks and satisfaction from a spreadsheet. Each figure is optional; a missing one only widens the range.",
        how_results = "See where you stand",
        how_results_means = "Four indicators with their range. Every number opens down to the answers and figures it came from.",
        new_title = "New assessment",
        new_headline = "What are you assessing?",
        name = "Name of the organisation or department",
        name_missing = "Give it a name, so that you find it again.",
        size = "How much will you ask?",
        size_name = "{0}, {1} minutes",
        mode = "How does money follow service?",
        mode_means = "Decides which figures can be asked for. It can be changed later.",
        mode_later = "Decide later",
        mode_later_means = "Growth and value then stays open.",
        create = "Begin",
        first_round = "First round",
        me = "You",
    }

    /// Answering.
    assess: Assess {
        title = "Assess",
        goal = "Why it matters",
        dont_know = "I don't know",
        dont_know_means = "Leaves it open; nothing is scored.",
        not_applicable = "Does not apply to us",
        not_applicable_means = "Leaves it out of the score; a reason is needed.",
        clear = "Clear answer",
        cleared = "Answer cleared",
        previous = "Previous",
        next = "Next",
        to_results = "See the results",
        one_by_one = "One at a time",
        as_list = "As a list",
        others = "{0} others answered",
        other = "1 other answered",
        feeds = "Should agree with the figure: {0}",
        unknown_question = "This question is not part of the questionnaire.",
    }
}

english! {
    /// The sentences of every screen behind the first question. They travel with the second part of the program.
    MoreWords, MORE_EN;

    /// The other ways to begin.
    ways: Ways {
        restore = "Restore from a file",
        restore_means = "Open an assessment you exported, here or in another browser.",
    }

    /// What stands beside and under a question.
    beside: Beside {
        progress = "{0} of {1} answered",
        outline = "All questions",
        reason = "Why does it not apply?",
        reason_missing = "Write a reason; until then the question stays as it was.",
        evidence = "What is this answer based on?",
        evidence_look = "Worth looking at",
        counter_check = "A counter-check",
        note = "Note",
        note_means = "Where the evidence lies, what to remember. Saved as you pause.",
        note_long = "{0} characters of {1}: shorten it to keep it.",
        digits = "Keys {0} to {1} choose an answer",
        ranges = "What is known so far",
        ranges_means = "Each answer narrows a range.",
        answering_as = "Answering as",
        state_open = "open",
        state_answered = "answered",
        state_dont_know = "don't know",
        state_not_applicable = "does not apply",
    }

    /// What is to be reached, and what is done about it.
    plan: PlanWords {
        title = "Plan",
        headline = "What is to be reached, and by whom",
        lead = "Set a target where it matters to you; the order of work is your own. Problem areas and next moves follow from targets and importance.",
        targets = "Targets",
        targets_means = "A level for each process in scope. Without a target the next level counts.",
        no_processes = "No process is in scope yet: choose some under \"What is asked\".",
        process = "Process",
        now = "Level now",
        target = "Target",
        importance = "Importance",
        not_rated = "not rated",
        next_level = "next level",
        target_of = "Target of {0}",
        importance_of = "Importance of {0}",
        as_pack = "{0}, as proposed",
        importance_low = "low",
        importance_medium = "medium",
        importance_high = "high",
        needs_first = "Works better after {0}, whose target is {1}.",
        actions = "Actions",
        actions_means = "What somebody does by a day. One line each; done is done once you say so.",
        no_actions = "No action yet. Add a row, or paste a table whose first row names the columns: Title, Process, Owner, Due, Status.",
    }

    /// The samples, and what a trainer is told of each.
    samples: SampleWords {
        title = "Samples to study",
        means = "Made-up organisations with answers of several people, figures, risks and decisions, in two rounds a year apart.",
        open = "Open {0}",
        failed = "The samples could not be loaded: {0}. Check the connection and try again.",
        sheet = "Facilitator sheet",
        sheet_of = "Facilitator sheet: {0}",
        sheet_failed = "There is no such sheet, or it could not be loaded: {0}.",
        print = "Print",
        findings = "What there is to find",
        not_open = "Open the sample first; the links below then lead to the places.",
        see = "Show me",
        exercises = "Exercises",
        exercise = "Exercise {0}, {1} minutes",
        show = "Show hints and solutions",
        hide = "Hide hints and solutions",
        hint = "Hint",
        solution = "Solution",
        expected = "What comes out",
        expected_means = "Worked out apart from the app. If your screen shows something else, something was changed in the sample.",
        indicator = "Indicator",
        figures = "Figures",
        pattern = "Pattern of growth: {0}.",
    }

    /// Questionnaires of one's own.
    packs: PackWords {
        title = "Your own questionnaires",
        title_one = "Questionnaire",
        means = "They are kept in this browser and travel with the files of the assessments that ask them.",
        built_in = "Fourfold's own",
        called = "{0}, version {1}",
        what = "What is in it",
        shape = "{0} questions about {1} processes, {2} levels, {3} answers to choose from",
        size = "{0}: {1} questions, {2} minutes",
        processes = "Its processes",
        identity = "{0}, version {1} · {2} · fingerprint {3} …",
        asking = "Assessments that ask it: {0}",
        begin = "Begin an assessment",
        save = "Save as a file",
        remove = "Remove",
        removed = "{0} was removed.",
        put_back = "Put it back",
        came = "A questionnaire: {0}",
        keep = "Keep it in this browser",
        keep_and_begin = "Keep it and begin an assessment",
        not_kept = "It could not be kept: {0}. Nothing else was changed.",
        same_id = "Its id is \"{0}\", which is that of the questionnaire this app brings. Give it an id of its own and open it again.",
        no_words = "it has no words for any size",
        damaged = "its copy in this browser is damaged: {0}",
        not_here = "it is not kept in this browser",
        missing = "This assessment asks the questionnaire {0}, and {1}. Your answers are safe. Open the file of the questionnaire, or a file of this assessment.",
        open_file = "Open a file",
        other_version = "This assessment was begun with version {0} of the questionnaire, and this app has version {1}. Answers stay with their questions; results are shown once you go on with the version that is here.",
        no_longer_asked = "Answered before and no longer asked: {0}. They are kept and count nowhere.",
        go_on = "Go on with version {0}",
        gone_on = "Version {0} is asked now",
        and_more = "{0} and {1} more",
        other_is_here = "Version {0} is here too",
        nothing_changes = "It asks the same.",
        added = "New in it: {0} ({1})",
        gone = "No longer asked: {0} ({1}). What was answered is kept.",
        recounted = "Counted otherwise: {0} ({1})",
        reworded = "In other words: {0} ({1})",
    }

    /// What storage could not give back.
    lost: Lost {
        unreadable = "{0} stored records cannot be read. They are left untouched where they are; everything else is here.",
        save_unreadable = "Save the unreadable records as a file",
        newer = "{0} stored records come from a newer version of this app. They are left untouched; open them with that version.",
        foreign = "{0} entries of this assessment come from a newer version. They are kept as they are and not shown.",
    }

    /// How much is asked.
    scope: Scope {
        title = "What is asked",
        link = "Size and processes",
        headline = "What is asked",
        lead = "Choose how much is asked, and about which processes. You can change it at any time: every answer stays, and one to a broad question stands in for the finer ones until they are answered.",
        changed = "Size of the questionnaire changed.",
        processes = "Processes",
        processes_means = "The size begins with some. Take in others or leave some out: where you begin is up to you.",
        needs = "Works better after: {0}",
        about = "About",
        count = "{0} questions in all.",
        go_on = "Go on answering",
    }

    /// Figures.
    figures: FiguresWords {
        title = "Figures",
        lead = "All optional. Each figure narrows a range; none of them leaves this browser.",
        paste = "Paste from a spreadsheet",
        add_period = "Add a period",
        period_kind = "Length",
        year = "Year",
        quarter = "Quarter",
        month = "Month",
        period_first = "First period",
        period_count = "How many",
        add = "Add",
        no_periods = "No figures yet. Add the periods you have figures for, or paste a table straight from your spreadsheet.",
        figure = "Figure",
        what_missing = "What is missing",
        nothing_missing = "Nothing is missing here.",
        money_in = "Amounts in",
        currency_means = "A sign or code, such as € or GBP. Only shown, never converted.",
        year_end = "Financial year ends in",
        mode = "Money follows service",
        not_a_number = "\"{0}\" is not a number.",
        lines = "Budget lines",
        lines_means = "What was planned and what it came to, per period. Cost lines are scored together; revenue is shown apart.",
        add_line = "Add a line",
        line = "Line",
        budget = "Budget",
        actual = "Actual",
        no_lines = "No budget lines yet. Add one, or paste a table with a row for each line and a column for each month.",
        avoidable = "Avoidable spend",
        avoidable_note = "How was it looked for?",
        avoidable_note_means = "Needed where nothing was found: then a zero is a finding and not a gap.",
        projects = "Projects",
        projects_means = "Optional, by earned value.",
        no_projects = "No projects yet. They only count where they are filled in.",
        risks = "Risk register",
        risks_means = "What may happen, what is done about it, and what remains.",
        no_risks = "No risks yet. An empty register is a gap, not a sign that there is no risk.",
        appetite = "Yearly loss you accept",
        appetite_level = "Highest risk level you accept",
        appetite_means = "In money where the register is in money; otherwise as a level.",
        decisions = "Decision log",
        decisions_means = "Risks taken, avoided or postponed: what was predicted, and what came of it.",
        no_decisions = "No decisions yet. Start with one that was made in the last quarter, also if it was a decision not to act.",
        changes = "Changes and incidents",
        survey = "Satisfaction, feedback and awareness",
        add_row = "Add a row",
        remove_row = "Remove {0}",
        row_removed = "Row removed",
        this_row = "this row",
        blank = "–",
        yes = "Yes",
        no = "No",
    }

    /// Pasting a table.
    paste: Paste {
        title = "Paste a table",
        means = "Copy the cells in your spreadsheet and paste them here, headings included.",
        expected_periods = "Expected: the names of the figures in the first column, the periods in the first row.",
        expected_lines = "Expected: line, then Budget or Actual, then one column for each period.",
        expected_rows = "Expected: a heading for each column in the first row, then one row each.",
        field = "Pasted cells",
        shown = "This is how it was understood",
        apply = "Take over {0} values",
        nothing = "Nothing in it was recognised yet.",
        done = "{0} values taken over",
        ignored_row = "not recognised",
        choose_row = "What is \"{0}\"?",
        leave_out = "Leave it out",
        decimal_question = "Does 1.234 mean one thousand or one and a bit?",
        decimal_point = "The point is the decimal mark: 1.234 is a little more than one",
        decimal_comma = "The comma is the decimal mark: 1.234 is more than a thousand",
        decimal_conflict = "Some numbers can only have a decimal comma, others only a decimal point. Choose what the rest means.",
        date_question = "Is 03/04 the third of April or the fourth of March?",
        date_day = "Day first",
        date_month = "Month first",
        no_periods = "No period was recognised in the first row, such as 2025, Q3 2025 or Mar 2025.",
        no_headings = "None of the headings was recognised.",
        cell_ignored = "\"{0}\" is not a value for this column and is left out",
        too_long = "That is {0} bytes; {1} are the most that can be pasted at once.",
        too_many_rows = "That is {0} rows; {1} are the most that can be pasted at once.",
        too_many_columns = "That is {0} columns; {1} are the most that can be pasted at once.",
    }

    /// Results.
    results: ResultsWords {
        title = "Results",
        claimed = "Claimed",
        evidenced = "Evidenced",
        range = "Range",
        leads = "What leads",
        leads_claimed = "What people say",
        leads_evidenced = "What is evidenced",
        no_score = "No score yet",
        range_of = "{0} to {1}",
        range_only = "Too little is known for a single number: {0} to {1}.",
        whatever = "Whatever the missing answers turn out to be, the score stays between {0} and {1}.",
        exact = "Nothing is missing: the range is a point.",
        good = "good",
        fair = "fair",
        poor = "needs attention",
        practice_only = "Practice only, not audited",
        figures_only = "Figures only",
        red_flag = "Red flag: {0}",
        confidence = "Confidence",
        confidence_high = "high",
        confidence_medium = "medium",
        confidence_low = "low",
        coverage = "Covered",
        practice = "Practice",
        outcome = "Figures",
        of_practice = "{0} % of practice",
        of_figures = "{0} % of figures",
        why = "Why this number",
        not_applicable = "Not applicable",
        not_supplied = "Optional, not supplied",
        headline_none = "Nothing is known yet, so every indicator reads 0 to 100",
        headline_ranges = "Too little is known for a verdict: ranges are shown until enough is covered",
        headline_strong = "{0} is strongest, {1} needs most attention",
        headline_all_good = "All four indicators are good",
        headline_gap = "Claims are {0} points ahead of their evidence",
        processes = "Processes",
        processes_means = "The level a process has reached, and what stands before the next one.",
        process = "Process",
        level = "Level",
        index = "Index",
        next_level = "Before the next level",
        unrated = "not rated",
        or_more = "{0} or more",
        level_of = "Level {0}: {1}",
        top = "at the top",
        blocker = "{0}: {1} to {2}",
        blocker_open = "{0}: unanswered, to {1}",
        blockers_more = "and {0} more",
        from_coarser = "from the quick scan",
        many_not_applicable = "much of it does not apply",
        shift = "Supplier shift",
        back = "All results",
        gap_claimed = "claimed {0}",
    }

    /// Where a number comes from.
    why: Why {
        title = "Why {0} is {1}",
        title_open = "Why {0} has no score yet",
        practice = "Practice part: what is done",
        outcome = "Outcome part: what was measured",
        composite = "{0} % of practice and {1} % of figures",
        weighted = "mean of the lines below, by their weights",
        weight = "weight {0}",
        points = "{0} points",
        share = "counts {0} %",
        score = "scores {0}",
        curve = "between {0} → {1} and {2} → {3} on the curve",
        curve_end = "beyond the end of the curve, {0} → {1}",
        level = "level {0}",
        capped = "evidence {0} lets it count for less than was claimed",
        grade = "evidence {0}",
        agreed = "Agreed by all",
        open = "open",
        ours = "The weights and curves are our own; no standard gives any. They stand in the questionnaire.",
        respondent = "A respondent",
        to_question = "Go to the question",
        adds_up = "The points of all lines add up to the score.",
        range = "The range puts everything open once at 0 and once at its best.",
        one_more = "one level more here: +{0} points, with evidence {1}",
        withheld = "not told, fewer than five answered",
        people = "{0} people",
        sure = "How sure that is",
    }

    /// Guidance on a process.
    guide: GuideWords {
        title = "About {0}",
        about = "About this process",
        purpose = "What it is for",
        fails = "How it typically fails",
        steps = "First steps that pay",
        first = "What should work before it",
        needs = "Needs first",
        feeds = "Feeds",
        agrees = "Should agree with",
        clause = "Cross-reference",
        clause_of = "ISO/IEC 20000-1, clause {0}",
        level = "Reached",
        stands = "Where it stands, and what to do next",
        stands_means = "Its attributes from the first level up. What keeps it from the next level is open; the others open with a click.",
        stands_open = "Nothing of it is answered yet. Each attribute opens to what it asks; the next step follows from the answers.",
        rung = "Level {0}: {1}",
        before_level = "to be {0} for the next level",
        unanswered = "unanswered",
        not_asked = "not asked in this size",
        next = "What to do next",
        improvement = "An improvement to hand to somebody",
        gives = "What it brings",
        before = "Before that",
        effort = "Effort",
        effort_of = "{0} of 5",
        at_top = "At the top of the scale: keep it there.",
        questions = "Its questions",
        to_questions = "Answer its questions",
        no_questions = "This size asks nothing about it.",
        out_of_scope = "This process is not part of the assessment, so nothing is known of where it stands.",
        none = "This questionnaire brings no guidance on its processes. What is known of this one stands below.",
        failed = "The guidance could not be loaded: {0}. Everything else is here. Check the connection.",
        unknown = "There is no such process",
        unknown_help = "The questionnaire at hand knows no process by this name.",
    }

    /// What words mean.
    glossary: GlossaryWords {
        title = "Words",
        link = "What the words mean",
        lead = "What Fourfold and its questionnaire mean by the words they use.",
        find = "Find a word",
        count = "{0} words",
        one = "1 word",
        nothing = "No word here holds \"{0}\". Try a shorter piece of it.",
        none = "This questionnaire brings no glossary.",
    }

    /// Next moves.
    moves: MovesWords {
        title = "Next moves",
        means = "One move for each process below its target, or one level up where none is stated. First comes what is worth most: gap × importance × gain ÷ effort, where the gain is the mean over the four indicators.",
        none_rated = "Moves come from answers: as soon as a process has a level, the step that brings it to the next one stands here.",
        none_left = "No process is below its target, or what stands before the next level is unanswered. State higher targets, or answer what is open.",
        from_to = "From level {0} to {1}",
        target = "target {0}",
        gap = "Gap",
        gap_level = "1 level",
        gap_levels = "{0} levels",
        importance = "Importance",
        importance_low = "low",
        importance_usual = "usual",
        importance_high = "high",
        gain = "Gain",
        gain_points = "{0} points",
        effort = "Effort",
        waits = "Comes after",
        more_steps = "{0} more steps of this move",
        one_more_step = "1 more step of this move",
        rest = "{0} more moves, in their order",
        rest_one = "1 more move",
        raise = "From {0} to {1}: {2}",
        raise_evidence = "with evidence {0}",
    }

    /// Problem areas.
    problems: ProblemsWords {
        title = "Problem areas",
        means = "Processes an audit would look at first, with what is expected and what was found. Cause, consequence and remedy are for you to find.",
        none = "None found: wherever something is known, nothing contradicts anything else.",
        none_rated = "Nothing is known yet. As answers and figures come in, contradictions between them are named here.",
        expected = "Expected",
        found = "Found",
        one = "1 problem",
        many = "{0} problems",
        rest = "{0} more processes",
        rest_one = "1 more process",
        to_process = "Go to the process",
        to_questions = "Go to its questions",
        to_figures = "Go to the figures",
        to_needed = "Go to {0}",
    }

    /// The library.
    library: LibraryWords {
        title = "Library",
        lead = "Everything in this browser. Export what you want to keep elsewhere.",
        empty = "Nothing here yet. Start an assessment, open a sample, or restore one from a file.",
        open = "Open",
        rename = "Rename",
        rename_label = "New name",
        rename_save = "Save name",
        duplicate = "Duplicate",
        copy_of = "Copy of {0}",
        export = "Export",
        delete = "Delete",
        deleted = "\"{0}\" is in the trash",
        trash = "Trash",
        trash_means = "Nothing is lost until you put it back.",
        put_back = "Put back",
        import = "Import a file",
        import_title = "Import \"{0}\"",
        import_facts = "{0} entries, {1} of them new here",
        import_new = "{0} entries; this assessment is not here yet",
        import_nothing_new = "Everything in it is here already.",
        import_same = "It is the same assessment as \"{0}\" in this browser. Merging adds what is new and loses nothing.",
        import_merge = "Merge",
        import_add = "Add it",
        import_copy = "Open as a copy",
        import_foreign = "{0} entries come from a newer version; they are kept as they are.",
        storage = "Storage",
        storage_means = "{0} of {1} kB in use, {2} kB of them by other pages of this site.",
        changed = "changed {0}",
        answers = "{0} answered",
        file_too_large = "The file has {0} bytes; {1} are the most this app opens. Nothing was changed.",
        file_too_many = "The file has {0} entries; {1} are the most this app opens. Nothing was changed.",
        file_not_json = "The file is not an assessment, or is cut off at line {0}, column {1} ({2}). Nothing was changed; try another copy of it.",
        file_pack = "This is a questionnaire with a fault at line {0}, column {1}: {2}. Nothing was changed; mend it there and open it again.",
        file_foreign = "This is a file of some other program. An assessment file ends in .fourfold.json. Nothing was changed.",
        file_newer = "The file was written by a newer version of this app (format {0}). Reload the page to get that version. Nothing was changed.",
        file_envelope = "The file is incomplete: {0}. Nothing was changed; try another copy of it.",
        file_fact = "Entry {0} of the file cannot be read: {1}. Nothing was changed; try another copy of it.",
        file_damaged = "The file was changed or damaged after it was exported. Nothing was changed here; try another copy of it.",
        file_unreadable = "The browser could not read the file. Nothing was changed; choose it again.",
    }
}

/// Whoever has more words has the first ones too.
impl std::ops::Deref for MoreWords {
    type Target = Words;
    fn deref(&self) -> &Words {
        &EN
    }
}
