# One place for the language level, the warnings and the hardening of every target.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(MASTHEAD_CCACHE ccache)
if(MASTHEAD_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${MASTHEAD_CCACHE})
endif()
find_program(MASTHEAD_MOLD mold)
if(MASTHEAD_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# libstdc++ 12 has no <format>; fmt is what it was made from, and every room may use it.
find_package(fmt REQUIRED)
add_library(masthead_settings INTERFACE)
target_link_libraries(masthead_settings INTERFACE fmt::fmt)
target_compile_options(masthead_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wdouble-promotion -Werror
  -Wno-missing-field-initializers  # Designated initialisers leave the rest at their defaults on purpose.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Debug>>:-Wnull-dereference>
  -fstack-protector-strong
  $<$<CONFIG:Release>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>)
target_link_options(masthead_settings INTERFACE -Wl,-z,relro,-z,now)
target_include_directories(masthead_settings INTERFACE ${PROJECT_SOURCE_DIR}/src)
if(MASTHEAD_SANITIZE)
  target_compile_options(masthead_settings INTERFACE -fsanitize=${MASTHEAD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  target_link_options(masthead_settings INTERFACE -fsanitize=${MASTHEAD_SANITIZE})
endif()
# GCC 12 reports false uninitialised reads inside its own std::expected and std::variant when it optimises.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(masthead_settings INTERFACE -Wno-maybe-uninitialized -Wno-restrict)
endif()
