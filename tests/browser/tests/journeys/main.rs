//! What a visitor relies on, walked through as a visitor does, on the release build.
//!
//! | module | what it promises |
//! |---|---|
//! | [`whole_way`] | from the first question to results that survive a reload, a file and another browser |
//! | [`whole_audit`] | an audit of several people that is typed and pasted comes to the numbers worked out for it, and goes onto paper and into tables |
//! | [`answering`] | unknown is a range, and four kinds of nothing stay apart |
//! | [`keyboard`] | everything goes without a mouse, and the focus is where the eye is |
//! | [`pasting`] | nothing counts before it was understood |
//! | [`library`] | nothing is lost by a slip, and assessments do not mix |
//! | [`guidance`] | what to do next is at hand, and is what follows from the answers |
//! | [`findings`] | what an audit finds is worked on where it is shown |
//! | [`rounds`] | what was said stays as it was when the next round begins, and is held against it honestly |
//! | [`room`] | nothing is seen before it is revealed, and then what people differ on most |
//! | [`pictures`] | every picture can be read without seeing it, opens what it rests on, and can be taken along |
//! | [`risks`] | what risks may cost is computed beside the page, and what was decided comes back to be looked at |
//! | [`trying_out`] | what would change is tried out before it is said, and the cheapest way is found |
//! | [`tables`] | what was said, and what follows, opens in other programs |
//! | [`report`] | the report is the same on the screen, in its files, and made again elsewhere |
//! | [`importing`] | a file that is refused changes nothing and says why |
//! | [`backup`] | a backup is proven, comes back with the same results, and says what is wrong with it |
//! | [`storage`] | what could not be kept is said, and what is not ours stays |
//! | [`workshop`] | many people answer from their own devices, and it comes together in any order |
//! | [`tabs`] | two tabs show the same |
//! | [`undoing`] | everything can be taken back, and one sees what was done |
//! | [`privacy`] | nothing that is entered leaves the browser |
//! | [`offline`] | after the first visit no network is needed |
//! | [`rescue`] | what is kept can be seen and saved without the app |
//! | [`sizes`] | how much is asked can change, and costs no answer |
//! | [`own_way`] | who answers, what is aimed at and in which order is one's own |
//! | [`own_pack`] | a questionnaire of one's own is treated like the built-in one |
//! | [`samples`] | what a trainer is told is what the screen shows |
//! | [`layout`] | it fits a telephone and a finger |
//!
//! [`following`] holds the screens against the engine, and [`paper`] reads what was printed; several of these use them.

mod answering;
mod backup;
mod closing;
mod codes;
mod findings;
mod following;
mod guidance;
mod importing;
mod keyboard;
mod layout;
mod library;
mod offline;
mod own_pack;
mod own_way;
mod paper;
mod pasting;
mod pictures;
mod privacy;
mod report;
mod rescue;
mod risks;
mod room;
mod rounds;
mod samples;
mod sizes;
mod storage;
mod tables;
mod tabs;
mod trying_out;
mod undoing;
mod whole_audit;
mod whole_way;
mod workshop;
