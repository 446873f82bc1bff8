//! Codes for cameras: as large as the standard says and no larger, readable by a program that is not ours, also from a
//! picture that is skewed and grainy; and texts in several pieces come together whatever order they are read in.

use fourfold::chart::qr::{QUIET, Qr, modules, qr};
use fourfold::exchange::pieces::{Pieces, Taken, parts};
use fourfold::exchange::task::{MOST_SIDE, Task, ask_scan, read_scan};
use proptest::prelude::*;
use quircs::{Code, EccLevel};

/// Letters that only bytes can write.
fn bytes(long: usize) -> String {
    "abcdefghijklmnopqrstuvwxyz".chars().cycle().take(long).collect()
}

fn digits(long: usize) -> String {
    "3141592653589793".chars().cycle().take(long).collect()
}

fn capitals(long: usize) -> String {
    "FOURFOLD:/".chars().cycle().take(long).collect()
}

/// An invitation as long as they come: a link, and behind it what nobody can shorten.
fn link(long: usize) -> String {
    let scramble = (0_u64..).map(|at| at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58);
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let rest = scramble.map(|at| char::from(letters[at as usize]));
    "https://example.org/fourfold/#/reply/".chars().chain(rest).take(long).collect()
}

/// What the other program reads from squares, and the level of correction it finds.
fn read(code: &Qr) -> (String, EccLevel) {
    let side = code.side - 2 * QUIET;
    let mut squares = Code { size: side as i32, ..Code::default() };
    for [x, y, long] in &code.runs {
        for x in *x..x + long {
            let at = (y - QUIET) * side + x - QUIET;
            squares.cell_bitmap[at / 8] |= 1 << (at % 8);
        }
    }
    let data = squares.decode().expect("it reads");
    (String::from_utf8(data.payload).expect("it is a text"), data.ecc_level)
}

fn is_dark(code: &Qr, x: usize, y: usize) -> bool {
    code.runs.iter().any(|[from, row, long]| *row == y && (*from..from + long).contains(&x))
}

#[test]
fn a_code_is_as_large_as_the_standard_says_for_so_many_characters_and_one_more_takes_the_next_size() {
    // The most characters at the least correction, from the standard's table: version, digits, capitals, bytes.
    let table = [
        (1, 41, 25, 17),
        (2, 77, 47, 32),
        (5, 255, 154, 106),
        (9, 552, 335, 230),
        (10, 652, 395, 271),
        (15, 1_250, 758, 520),
        (20, 2_061, 1_249, 858),
        (26, 3_283, 1_990, 1_367),
        (27, 3_517, 2_132, 1_465),
        (40, 7_089, 4_296, 2_953),
    ];
    for (version, most_digits, most_capitals, most_bytes) in table {
        let side = 17 + 4 * version;
        let next = (version < 40).then_some(side + 4);
        for (make, most) in
            [(digits as fn(usize) -> String, most_digits), (capitals, most_capitals), (bytes, most_bytes)]
        {
            assert_eq!(modules(&make(most)), Some(side), "version {version}");
            assert_eq!(modules(&make(most + 1)), next, "version {version} and one more");
        }
    }
    assert_eq!(qr("").map(|code| code.side), Some(21 + 2 * QUIET));
}

#[test]
fn what_room_is_left_goes_into_the_correction_of_faults() {
    // The standard's table of bytes for L, M, Q and H: 17, 14, 11, 7 in version 1, and 106, 84, 60, 44 in version 5.
    use EccLevel::{H, L, M, Q};
    for (long, level) in [(7, H), (8, Q), (11, Q), (12, M), (14, M), (15, L), (17, L), (79, M), (84, M), (85, L)] {
        let text = bytes(long);
        assert_eq!(read(&qr(&text).unwrap()), (text, level), "{long} bytes");
    }
}

#[test]
fn a_text_is_written_in_the_mixture_of_alphabets_that_takes_the_least_room() {
    // Version 1 holds 152 bits. Two bytes take 4 + 8 + 16. Then 33 digits take 4 + 10 + 110, to the bit; 20 capitals
    // take 4 + 9 + 110, a bit less.
    for (make, most) in [(digits as fn(usize) -> String, 33), (capitals, 20)] {
        for (long, side) in [(most, 21), (most + 1, 25)] {
            let text = format!("ab{}", make(long));
            assert_eq!(modules(&text), Some(side), "{text}");
            assert_eq!(read(&qr(&text).unwrap()).0, text);
        }
    }
    // To write one digit apart would cost more than it saves: 17 bytes, which is all of version 1.
    assert_eq!(modules("abcdefgh1abcdefgh"), Some(21));
    // Neither bytes nor capitals alone: 30 capitals and 30 digits are 4 + 9 + 165 + 4 + 10 + 100 = 292 bits, and
    // version 2 holds 272, version 3 440; as capitals alone they would be 343, as bytes 492.
    assert_eq!(modules(&(capitals(30) + &digits(30))), Some(29));
    // 26 and 28: 4 + 9 + 143 + 4 + 10 + 94 = 264, where capitals alone would take 13 + 297 = 310.
    assert_eq!(modules(&(capitals(26) + &digits(28))), Some(25));
}

#[test]
fn an_invitation_is_small_enough_for_a_telephone_across_the_table() {
    assert!(modules(&link(330)).unwrap() <= 65);
    // Where a link can be capitals, it is smaller still.
    assert!(modules(&link(330).to_uppercase().replace('_', "$").replace('#', "%")).unwrap() <= 53);
}

#[test]
fn the_outline_is_the_dark_squares_and_nothing_lies_in_the_margin() {
    let code = qr("HTTPS://EXAMPLE.ORG/").unwrap();
    let inside = QUIET..code.side - QUIET;
    let in_bounds = |[x, y, long]: &[usize; 3]| inside.contains(x) && x + long <= inside.end && inside.contains(y);
    assert!(code.runs.iter().all(in_bounds));
    // Each of the three corners is a square of seven by seven (STD): its upper side and what is left of the second row.
    for (x, y) in [(QUIET, QUIET), (code.side - QUIET - 7, QUIET), (QUIET, code.side - QUIET - 7)] {
        assert!(code.runs.contains(&[x, y, 7]) && code.runs.contains(&[x, y + 6, 7]), "no corner at {x}, {y}");
        assert!(is_dark(&code, x, y + 1) && !is_dark(&code, x + 1, y + 1) && is_dark(&code, x + 6, y + 1));
    }
    let small = Qr { side: 12, runs: vec![[4, 4, 2], [5, 6, 1]] };
    assert_eq!(small.path(), "M4 4h2v1h-2zM5 6h1v1h-1z");
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_by_another_program(text in "([0-9]{0,20}[A-Z $%*+./:-]{0,20}[a-zA-Z0-9_#-]{0,20}\\PC{0,5}){1,4}") {
        prop_assert_eq!(read(&qr(&text).unwrap()).0, text);
    }
}

// ---- Pictures ----

/// A picture that was taken of squares: each pixel is looked up where `place` finds it on the sheet, in squares from its
/// middle, and is off by up to `grain`.
fn taken(
    codes: &[(&Qr, f64, f64)],
    [width, height]: [usize; 2],
    grain: u8,
    place: impl Fn(f64, f64) -> [f64; 2],
) -> String {
    const SUB: usize = 3;
    let mut chance = 88_172_645_463_325_252_u64;
    let mut pixels = Vec::with_capacity(width * height);
    let dark: Vec<Vec<bool>> = codes
        .iter()
        .map(|(code, ..)| {
            let mut squares = vec![false; code.side * code.side];
            for [x, y, long] in &code.runs {
                squares[y * code.side + x..][..*long].fill(true);
            }
            squares
        })
        .collect();
    let light = |x: f64, y: f64| {
        let is_dark = codes.iter().zip(&dark).any(|((code, at_x, at_y), dark)| {
            let half = code.side as f64 / 2.0;
            let [column, row] = [x - at_x + half, y - at_y + half].map(f64::floor);
            let inside = 0.0..code.side as f64;
            inside.contains(&column) && inside.contains(&row) && dark[row as usize * code.side + column as usize]
        });
        if is_dark { 40 } else { 215 }
    };
    for y in 0..height {
        for x in 0..width {
            let mut sum = 0;
            for part in 0..SUB * SUB {
                let at = |whole: usize, part: usize| whole as f64 + (part as f64 + 0.5) / SUB as f64;
                let [x, y] = place(at(x, part % SUB) - width as f64 / 2.0, at(y, part / SUB) - height as f64 / 2.0);
                sum += light(x, y);
            }
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            let off = if grain == 0 { 0 } else { (chance % (2 * u64::from(grain) + 1)) as i32 - i32::from(grain) };
            pixels.push((sum / (SUB * SUB) as i32 + off).clamp(0, 255) as u8);
        }
    }
    ask_scan(width, height, &pixels)
}

/// What the worker answers.
fn found(ask: &str) -> Vec<String> {
    let mut task = Task::read(ask).unwrap();
    for _ in 0..3 {
        if let Some(answer) = task.step().unwrap() {
            return read_scan(&answer).expect("it is an answer");
        }
    }
    panic!("it never answers");
}

#[test]
fn a_code_is_read_from_a_picture_at_every_size_and_turn() {
    for text in [bytes(12), link(120), link(330)] {
        let code = qr(&text).unwrap();
        for scale in [3.0, 4.0, 6.0] {
            for turn in [0.0, 90.0, 180.0, 270.0_f64] {
                let (sin, cos) = turn.to_radians().sin_cos();
                let side = (code.side as f64 * scale) as usize + 20;
                let place = |x: f64, y: f64| [(x * cos - y * sin) / scale, (x * sin + y * cos) / scale];
                let ask = taken(&[(&code, 0.0, 0.0)], [side, side], 12, place);
                assert_eq!(
                    found(&ask),
                    std::slice::from_ref(&text),
                    "{} characters at {scale}, turned by {turn}",
                    text.len()
                );
            }
        }
    }
}

#[test]
fn a_code_is_read_that_is_held_askew_and_leans_back() {
    // The very smallest codes have no mark in their fourth corner, and so no lean can be told from one.
    for text in [bytes(20), link(120), link(330)] {
        let code = qr(&text).unwrap();
        let side = (code.side as f64 * 6.0) as usize;
        // In degrees; the share by which what is above is further away; and the shear.
        for (turn, lean, shear) in [(8.0_f64, 0.0, 0.0), (-17.0, 0.0, 0.05), (0.0, 0.1, 0.0), (5.0, 0.08, 0.05)] {
            let (sin, cos) = turn.to_radians().sin_cos();
            let place = |x: f64, y: f64| {
                let far = 1.0 - lean * y / side as f64;
                let [x, y] = [x * far / 4.0, y * far / 4.0];
                [x * cos - y * sin + shear * y, x * sin + y * cos]
            };
            let ask = taken(&[(&code, 0.0, 0.0)], [side, side], 8, place);
            assert_eq!(found(&ask), std::slice::from_ref(&text), "{} characters, {turn}, {lean}, {shear}", text.len());
        }
    }
}

#[test]
fn a_code_is_read_that_lies_half_in_the_shade_or_is_very_small() {
    let code = qr(&link(330)).unwrap();
    let steps = |ask: &str| {
        let mut task = Task::read(ask).unwrap();
        let mut progress = vec![task.progress()];
        while task.step().unwrap().is_none() {
            progress.push(task.progress());
        }
        assert!(progress.is_sorted() && progress.iter().all(|own| (0.0..1.0).contains(own)), "{progress:?}");
        progress.len()
    };
    let plain = taken(&[(&code, 0.0, 0.0)], [400, 400], 5, |x, y| [x / 5.0, y / 5.0]);
    assert_eq!((found(&plain), steps(&plain)), (vec![link(330)], 1));
    // To the right so dark that its white is darker than black is to the left.
    let Ok(data) = serde_json::from_str::<serde_json::Value>(&plain) else { panic!("it is not what it was") };
    let mut pixels = data_encoding::BASE64.decode(data["pixels"].as_str().unwrap().as_bytes()).unwrap();
    for (at, pixel) in pixels.iter_mut().enumerate() {
        let light = 1.0 - 0.9 * ((at % 400) as f64 / 400.0);
        *pixel = (f64::from(*pixel) * light) as u8;
    }
    let shaded = ask_scan(400, 400, &pixels);
    assert_eq!((found(&shaded), steps(&shaded)), (vec![link(330)], 2));
    // Hardly more than two pixels for a square, and turned.
    let (sin, cos) = 0.18_f64.sin_cos();
    let place = |x: f64, y: f64| [(x * cos - y * sin) / 2.2, (x * sin + y * cos) / 2.2];
    let small = taken(&[(&code, 0.0, 0.0)], [400, 300], 10, place);
    assert_eq!((found(&small), steps(&small)), (vec![link(330)], 3));
}

#[test]
fn two_codes_in_a_picture_are_both_read_and_a_picture_without_one_has_none() {
    let (one, other) = (qr("one").unwrap(), qr("other").unwrap());
    let mut both = found(&taken(&[(&one, -20.0, 0.0), (&other, 20.0, 0.0)], [400, 200], 5, |x, y| [x / 5.0, y / 5.0]));
    both.sort();
    assert_eq!(both, ["one", "other"]);
    for side in [0, 1, 20, 21, 22, 50, 200] {
        assert_eq!(found(&taken(&[], [side, side], 0, |x, y| [x, y])), [""; 0], "{side}");
    }
}

#[test]
fn a_picture_that_is_too_large_or_not_of_its_size_is_refused() {
    let most = vec![255; MOST_SIDE * MOST_SIDE];
    assert!(Task::read(&ask_scan(MOST_SIDE, MOST_SIDE, &most)).is_ok());
    for (width, height, pixels) in
        [(MOST_SIDE + 1, 1, MOST_SIDE + 1), (1, MOST_SIDE + 1, MOST_SIDE + 1), (3, 3, 8), (3, 3, 10)]
    {
        assert!(Task::read(&ask_scan(width, height, &most[..pixels])).is_err(), "{width} × {height}");
    }
    for ask in [
        r#"{"work":"scan","width":1,"height":1,"pixels":"?"}"#,
        r#"{"work":"scan","width":-1,"height":1,"pixels":""}"#,
        r#"{"work":"scan","width":0.5,"height":2,"pixels":"AA=="}"#,
        r#"{"work":"scan"}"#,
    ] {
        assert!(Task::read(ask).is_err(), "{ask}");
    }
    assert_eq!(read_scan("[1]"), None);
    assert_eq!(read_scan("{}"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_picture_makes_the_reader_stop(
        width in 0_usize..160,
        height in 0_usize..160,
        levels in prop::sample::select(vec![2_u64, 3, 16, 256]),
        coarse in 1_usize..8,
        seed in 1_u64..,
    ) {
        let mut chance = seed;
        let mut next = || {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            (chance % levels * 255 / (levels - 1)) as u8
        };
        let columns = width / coarse + 1;
        let patches: Vec<u8> = (0..columns * (height / coarse + 1)).map(|_| next()).collect();
        let pixel = |at: usize| patches[at / width / coarse * columns + at % width / coarse];
        let pixels: Vec<u8> = (0..width * height).map(pixel).collect();
        found(&ask_scan(width, height, &pixels));
    }

    #[test]
    fn a_code_with_squares_turned_over_gives_its_text_or_none_and_never_stops_the_reader(
        long in 1_usize..200,
        turned in prop::collection::vec((0_usize..73, 0_usize..73, 1_usize..12), 0..12),
        scale in 2_usize..5,
        cut in 0_usize..40,
    ) {
        let code = qr(&bytes(long)).unwrap();
        let is_turned = |x: usize, y: usize| turned.iter().filter(|(at_x, at_y, side)| {
            (*at_x..at_x + side).contains(&x) && (*at_y..at_y + side).contains(&y)
        }).count() % 2 == 1;
        let mut squares = vec![false; code.side * code.side];
        for [x, y, run] in &code.runs {
            squares[y * code.side + x..][..*run].fill(true);
        }
        let (width, height) = (code.side * scale, (code.side * scale).saturating_sub(cut));
        let pixel = |at: usize| {
            let (x, y) = (at % width / scale, at / width / scale);
            if squares[y * code.side + x] != is_turned(x, y) { 0 } else { 255 }
        };
        let pixels: Vec<u8> = (0..width * height).map(pixel).collect();
        let texts = found(&ask_scan(width, height, &pixels));
        // The correction of faults cannot be deceived by so few.
        prop_assert!(texts.iter().all(|own| *own == bytes(long)), "{:?}", texts);
    }
}

// ---- Pieces ----

/// How many are there, and of how many.
fn waiting(taken: &Taken) -> Option<(usize, usize)> {
    match taken {
        Taken::Waiting { held, of, missing } if held + missing.len() == *of => Some((*held, *of)),
        _ => None,
    }
}

#[test]
fn a_text_that_one_code_has_room_for_goes_as_it_is() {
    // Version 8 has 49 squares a side and room for 192 bytes (STD).
    for text in [String::new(), "x".into(), bytes(192)] {
        assert_eq!(parts(&text, 49), Some(vec![text.clone()]));
        assert_eq!(Pieces::default().take(&text), Taken::Text(text));
    }
    let split = parts(&bytes(193), 49).unwrap();
    // The checksum is the one of every record, in capitals.
    let sum = fourfold::model::checksum([&*bytes(193)]).to_uppercase();
    assert_eq!(split[0], format!("F4:1/2:{sum}:{}", &bytes(193)[..96]));
    assert_eq!(split[1], format!("F4:2/2:{sum}:{}", &bytes(193)[96..]));
}

#[test]
fn a_long_text_takes_no_code_larger_than_it_may_and_no_piece_more_than_it_needs() {
    for (long, side) in [(500, 49), (2_000, 49), (2_000, 65), (2_900, 177), (3_000, 177)] {
        let split = parts(&bytes(long), side).unwrap();
        assert!(split.iter().all(|own| modules(own).unwrap() <= side));
        // A version 8 holds 192 bytes, a version 12 367, a version 40 2 953 (STD), and a piece begins with 16 to 18.
        let room = match side {
            49 => 192,
            65 => 367,
            _ => 2_953,
        };
        assert!(split.len() <= long.div_ceil(room - 22), "{} pieces for {long}", split.len());
    }
    assert_eq!(parts(&bytes(20_000), 49), None);
    assert_eq!(parts(&bytes(50), 20), None, "no code is as small as that");
}

#[test]
fn a_text_that_looks_like_a_piece_arrives_all_the_same() {
    let text = "F4:1/3:CBF43926:nine";
    let mut pieces = Pieces::default();
    let last = parts(text, 49).unwrap().iter().map(|own| pieces.take(own)).last();
    assert_eq!(last, Some(Taken::Text(text.to_owned())));
}

#[test]
fn two_texts_whose_pieces_come_mixed_are_both_put_together() {
    let (one, other) = (link(700), bytes(700));
    let (first, second) = (parts(&one, 49).unwrap(), parts(&other, 49).unwrap());
    let (of, last) = (first.len(), first.len() - 1);
    assert!(of > 3 && second.len() == of);
    let mut pieces = Pieces::default();
    for at in 0..last {
        assert_eq!(waiting(&pieces.take(&first[at])), Some((at + 1, of)));
        assert_eq!(waiting(&pieces.take(&second[last - at])), Some((at + 1, of)));
        assert_eq!(waiting(&pieces.take(&first[0])), Some((at + 1, of)), "once more");
    }
    assert_eq!(pieces.take(&first[last]), Taken::Text(one.clone()));
    assert_eq!(pieces.take(&second[0]), Taken::Text(other));
    assert_eq!(pieces.take(&first[1]), Taken::Text(one), "what is complete stays complete");
}

#[test]
fn it_is_said_which_pieces_are_missing() {
    let split = parts(&bytes(900), 49).unwrap();
    let of = split.len();
    let mut pieces = Pieces::default();
    pieces.take(&split[3]);
    let missing = (1..=of).filter(|own| ![2, 4].contains(own)).collect();
    assert_eq!(pieces.take(&split[1]), Taken::Waiting { held: 2, of, missing });
}

#[test]
fn a_damaged_piece_never_makes_another_text() {
    let text = bytes(300);
    let mut split = parts(&text, 49).unwrap();
    let whole = split.clone();
    let mended = split[1].replacen("abc", "abd", 1);
    assert_ne!(split[1], mended);
    split[1] = mended;
    let mut pieces = Pieces::default();
    let last = split.iter().map(|own| pieces.take(own)).last();
    assert_eq!(last, Some(Taken::Damaged));
    // Shown again, it is all well.
    let last = whole.iter().map(|own| pieces.take(own)).last();
    assert_eq!(last, Some(Taken::Text(text)));
}

#[test]
fn what_is_no_piece_is_a_text_of_its_own() {
    for own in [
        "F4:",
        "F4:1/2",
        "F4:0/2:CBF43926:x",
        "F4:3/2:CBF43926:x",
        "F4:1/1:CBF43926:x",
        "F4:1/100:CBF43926:x",
        "F4:01/2:CBF43926:x",
        "F4:+1/2:CBF43926:x",
        "F4:1/2:cbf43926:x",
        "F4:1/2:CBF4392:x",
        "F4:1/2:CBF43926:",
        "f4:1/2:CBF43926:x",
        "https://example.org/",
    ] {
        assert_eq!(Pieces::default().take(own), Taken::Text(own.to_owned()));
    }
    assert_eq!(Pieces::default().take(&bytes(7_090)), Taken::TooLong);
}

#[test]
fn of_very_many_unfinished_texts_the_oldest_are_given_up() {
    let all: Vec<Vec<String>> = (0..9).map(|at| parts(&format!("{at}{}", bytes(250)), 49).unwrap()).collect();
    let mut pieces = Pieces::default();
    for own in &all {
        assert_eq!(waiting(&pieces.take(&own[0])), Some((1, 2)));
    }
    assert_eq!(waiting(&pieces.take(&all[0][1])), Some((1, 2)), "its other piece is forgotten");
    assert!(matches!(pieces.take(&all[8][1]), Taken::Text(_)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn pieces_make_their_text_in_any_order(text in "\\PC{120,400}", order in prop::collection::vec(any::<u32>(), 99)) {
        let mut split = parts(&text, 45).unwrap();
        split.extend(split.clone());
        let mut order = order.into_iter().cycle();
        split.sort_by_cached_key(|_| order.next());
        let mut pieces = Pieces::default();
        let last = split.iter().map(|own| pieces.take(own)).last();
        prop_assert_eq!(last, Some(Taken::Text(text)));
    }

    #[test]
    fn whatever_is_read_is_taken_without_a_stop(read in prop::collection::vec("(F4:[0-9]{0,3}/[0-9]{0,3}:([0-9A-F]{8})?:)?\\PC{0,5}", 0..20)) {
        let mut pieces = Pieces::default();
        for own in &read {
            pieces.take(own);
        }
    }
}
